"""What bounds the deeds: ceilings, thresholds, the stop, closures."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from campaigns import selectors, services
from campaigns.types import ClosureKind
from tests.campaigns.property.base import PLATFORMS, Base, pick
from tests.campaigns.property.ceilings import TOGETHER

CEILINGS = (None, 3000, 7000, 12_000, 16_000, 25_000)
"""Of an account, in euros; together five times as many złoty."""
MARGINS = (None, None, -500, -500, 4000)
"""How far the first ceilings are above what is committed: below it, what is paused must stay so."""


class Bounds(Base):
    """What owner and manager forbid, and take back."""

    @initialize(
        platforms=st.sets(st.sampled_from((*PLATFORMS, "")), max_size=3),
        margin=st.sampled_from(MARGINS),
        quick=st.booleans(),
    )
    def begin(self, platforms: set[str], margin: int | None, quick: bool):
        self.house.is_quick = quick
        committed = self.ceilings.committed()
        for platform in sorted(platforms):
            whose = self.house.accounts[platform].external_id if platform else TOGETHER
            self._bound(platform, None if margin is None else committed[whose] + margin)

    @rule(platform=st.sampled_from((*PLATFORMS, "")), minor=st.sampled_from(CEILINGS))
    def set_ceiling(self, platform: str, minor: int | None):
        self._bound(platform, minor if platform or minor is None else 5 * minor)

    @rule(
        minor=st.sampled_from((None, 12_000)), percent=st.sampled_from((None, 50)), launches=st.booleans(), automatic=st.booleans()
    )  # fmt: skip
    def set_thresholds(self, minor: int | None, percent: int | None, launches: bool, automatic: bool):
        limits: dict[str, Any] = {"approve_above_minor": minor, "approve_above_percent": percent}
        limits |= {"approve_launches": launches, "approve_automatic": automatic}
        self._set_policy(**limits)
        self.limits = limits

    @rule(how=st.sampled_from(("stop_everything", "start_again", "start_again", "lift_stop")))
    def stop(self, how: str):
        deed = getattr(services, how)
        self.house.attempt(how, lambda: deed(**self._by("owner")))

    @rule(number=st.integers(0, 2), everything=st.booleans(), ends=st.booleans())
    def close(self, number: int, everything: bool, ends: bool):
        common, is_open = self._by("manager"), list(selectors.list_closures(is_open=True))
        if ends and is_open:
            closure = pick(is_open, number)
            self.house.attempt("open", lambda: services.end_closure(closure=closure, **common))
            return
        today = self.house.clock.now.date()
        about = None if everything else pick(self.house.campaigns(), number)
        days = {"kind": ClosureKind.SOLD_OUT, "from_date": today, "to_date": today}
        self.house.attempt("close", lambda: services.create_closure(campaign=about, **days, **common))
        services.turn_closures(now=self.house.clock.now)

    def _bound(self, platform: str, minor: int | None) -> None:
        """Set or take away a ceiling, of an account or ("") of all together, in its own currency."""
        if platform:
            account = self.house.accounts[platform]
            self._set_policy(account_ceilings={account.uuid: minor})
            self.ceilings.set(account.external_id, minor)
        else:
            self._set_policy(daily_ceiling_minor=minor)
            self.ceilings.set(TOGETHER, minor)

"""The most that the budgets on platforms may come to a day: looked at after every write that the sandbox saw."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from campaigns.models import PlatformCampaign
from campaigns.selectors.commitments import read_book
from tests.campaigns.property import truth
from tests.campaigns.property.truth import Seen

TOGETHER = "together"
ZLOTY = Decimal("0.25")
"""What one is worth in euros: all accounts keep their money in euros, the organisation counts in złoty."""


def in_zloty(cents: int) -> int:
    """Return an amount of euro cents in cents of the organisation's currency, rounded up."""
    return int(-(-Decimal(cents) // ZLOTY))


class Ceilings:
    """What may be on each ad account, by its external id, and on all together.

    A ceiling bounds what we do from then on. What ran already when it was set may go on, and what somebody raises behind
    our back is not our doing: `allowed` is the most that these two explain. It shrinks again with what is committed.
    """

    def __init__(self, house: Any):
        self.house = house
        self.accounts = {account.external_id: account.pk for account in house.accounts.values()}
        self.ceilings: dict[str, int] = {}
        self.allowed: dict[str, int] = {}
        self.unseen: dict[str, dict[str, int]] = defaultdict(dict)
        self.passed: list[str] = []
        """What was wrong at the moment of a write."""
        self._remember()

    def set(self, whose: str, minor: int | None) -> None:
        """Note that a ceiling was set, or taken away."""
        self.ceilings.pop(whose, None)
        if minor is not None:
            self.ceilings[whose] = minor
            self.allowed[whose] = max(minor, self.committed()[whose]) + self._unseen(whose)

    def raised_there(self, account: str, external_id: str, by_minor: int) -> None:
        """Note that somebody raised something on a platform, which we cannot know before the next reading."""
        for whose, by in ((account, by_minor), (TOGETHER, in_zloty(by_minor))):
            if whose in self.ceilings:
                self.allowed[whose] = max(self.allowed[whose], self.ceilings[whose]) + by
        self.unseen[account][external_id] = self.unseen[account].get(external_id, 0) + by_minor

    def read(self, account: str) -> None:
        """Note that an account was read while nothing was under way on it."""
        self.unseen.pop(account, None)

    def after_write(self, call: str) -> None:
        """Compare at the moment of a write. Asks only the platforms: the worker that wrote may be dead."""
        if self.ceilings:
            self.passed += [f"after {call}: {text}" for text in self._beyond(self._totals())]

    def check(self) -> None:
        """Compare what is on the platforms with what may be, and take up what was wrong on the way."""
        self._remember()
        totals = self._totals() if self.ceilings else {}
        passed, self.passed = [*self.passed, *self._beyond(totals)], []
        assert not passed, passed
        committed = self.committed() if self.ceilings else {}
        for whose, ceiling in self.ceilings.items():
            hidden = self._unseen(whose)
            most = min(max(ceiling, self.allowed[whose]), committed[whose] + hidden)
            self.allowed[whose] = max(ceiling + hidden, totals[whose], most)

    def a_day_of(self, external_id: str, daily_minor: int | None, lifetime_minor: int | None) -> int:
        """Return what a campaign's budget comes to a day; one in all by the days of its run, where they are known."""
        if lifetime_minor is None:
            return daily_minor or 0
        days = self.days.get(external_id)
        return -(-lifetime_minor // days) if days else 0

    def _beyond(self, totals: dict[str, int]) -> list[str]:
        most = {whose: max(ceiling, self.allowed[whose]) for whose, ceiling in self.ceilings.items()}
        return [
            f"{whose}: {totals[whose]} a day there, ceiling {ceiling}, explained {most[whose]}"
            for whose, ceiling in self.ceilings.items()
            if totals[whose] > most[whose]
        ]

    def _totals(self) -> dict[str, int]:
        """Add up what is on the platforms and has not ended there."""
        seen = truth.read_spenders(self.house.sandbox)
        totals = dict.fromkeys(self.accounts, 0)
        for external_id, one in seen.items():
            if one.kind == truth.CAMPAIGN and one.status == "active" and external_id not in self.ended:
                totals[one.account] += self._of_campaign(external_id, one, seen)
        return totals | {TOGETHER: in_zloty(sum(totals.values()))}

    def _of_campaign(self, external_id: str, campaign: Seen, seen: dict[str, Seen]) -> int:
        if campaign.daily_minor or campaign.lifetime_minor:
            return self.a_day_of(external_id, campaign.daily_minor, campaign.lifetime_minor)
        groups = [one for one in seen.values() if one.kind == truth.AD_GROUP and one.parent == external_id]
        return sum(one.daily_minor or 0 for one in groups if one.status == "active")

    def _unseen(self, whose: str) -> int:
        if whose != TOGETHER:
            return sum(self.unseen.get(whose, {}).values())
        return in_zloty(sum(sum(raises.values()) for raises in self.unseen.values()))

    def committed(self) -> dict[str, int]:
        """Return what the product counts: of each account, and together in złoty."""
        book = read_book(now=self.house.clock.now)
        by_account = {external: book.of_account(pk) for external, pk in self.accounts.items()}
        return by_account | {TOGETHER: in_zloty(sum(by_account.values()))}

    def _remember(self) -> None:
        """Note what has ended on its platform, and for how many days each campaign runs."""
        now: datetime = self.house.clock.now
        rows = PlatformCampaign.objects.exclude(external_id="").exclude(observed_end_at=None).order_by()
        found = list(rows.exclude(launched_at=None).select_related("account", "campaign"))
        self.ended = {part.external_id for part in found if part.observed_end_at <= now}
        self.days = {part.external_id: _days(part) for part in found}


def _days(part: PlatformCampaign) -> int:
    zone = ZoneInfo(part.account.time_zone)
    launched, end = (moment.astimezone(zone).date() for moment in (part.launched_at, part.observed_end_at))
    return max((end - max(part.campaign.start_date or launched, launched)).days + 1, 1)

"""What is asked of a platform, in order. The same on both sides; nothing is ever switched on."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from integrations import errors
from integrations import types as t
from integrations.ports import AdPlatform

Ask = tuple[str, Callable[[], Any]]
WORDS = {t.TargetingKind.PLACE: "Dublin", t.TargetingKind.INTEREST: "cook", t.TargetingKind.LANGUAGE: "English"}
TRIES = 40
DAYS = 7
PAUSES_S = {t.Platform.TIKTOK: 0.15}


class Unhurried:
    """A meter that counts nothing, and lets a platform that limits calls a second (TikTok: ten, and more for apps that it
    trusts more) have its second; `pause_s` before every call instead, where it is said."""

    def __init__(self, platform: t.Platform, pause_s: str = ""):
        self.pause_s = float(pause_s or PAUSES_S.get(platform, 0.0))

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        time.sleep(self.pause_s * cost)

    def report(self, usage: t.Usage) -> None: ...


def reads(adapter: AdPlatform, link: t.AccountLink, moment: datetime) -> Iterator[Ask]:
    """Yield everything that only reads."""
    day = moment.astimezone(ZoneInfo(link.time_zone)).date()
    week = (day - timedelta(days=DAYS), day - timedelta(days=1))
    yield "read account", adapter.read_account
    yield "list presence", adapter.list_presence
    yield "list campaigns", lambda: list(adapter.list_campaigns())
    yield "observe", lambda: list(adapter.observe())
    yield "least budget", adapter.minimum_daily_budget_minor
    for kind, words in WORDS.items():
        yield f"search {kind}", partial(adapter.search_targeting, kind, words, limit=5)
    yield "search audience", lambda: adapter.search_targeting(t.TargetingKind.AUDIENCE, "")
    yield "estimate reach", lambda: adapter.estimate_reach(t.Targeting(("IE",)))
    yield from figures(adapter, *week)
    yield "list repairs", adapter.list_repairs


def figures(adapter: AdPlatform, since: date, until: date) -> Iterator[Ask]:
    """Yield every way to read figures."""
    for level in t.MetricLevel:
        yield f"figures by {level}", partial(_drain, partial(adapter.fetch_metrics, since, until, level=level))
    yield "figures by hour", lambda: list(adapter.fetch_metrics(until, until, hourly=True))
    with_actions = partial(adapter.fetch_metrics, since, until, level=t.MetricLevel.ALL, with_actions=True)
    yield "figures by action", partial(_drain, with_actions)
    for breakdown in t.Breakdown:
        yield f"figures by {breakdown}", partial(_drain, partial(adapter.fetch_breakdown, since, until, breakdown))
    for level in (t.MetricLevel.CAMPAIGN, t.MetricLevel.AD):
        yield f"people reached by {level}", partial(_drain, partial(adapter.fetch_reach, since, until, level=level))
    yield "how far videos are watched", partial(_drain, partial(adapter.fetch_watching, since, until))


class PausedCreate:
    """One campaign, made switched off step by step, looked up, read back, and taken away."""

    def __init__(self, adapter: AdPlatform, plan: t.CampaignPlan, wait: Callable[[float], None]):
        self.adapter, self.plan, self.wait = adapter, plan, wait
        self.done: dict[str, t.StepResult] = {}

    def asks(self) -> Iterator[Ask]:
        """Yield the steps; what is made is to be removed by `remove`, whatever happened."""
        for step in self.adapter.plan_steps(self.plan):
            yield f"make {_kind(step)}", partial(self._make, step)
            if step.makes:
                yield f"look up {_kind(step)}", partial(self.adapter.find_step, self.plan, step, self.done)
        yield "read back", self._read_back

    def remove(self) -> list[t.ObjectRef]:
        """Take the campaign away, found by its mark where its making was not heard of; return what was taken."""
        steps = [step for step in self.adapter.plan_steps(self.plan) if step.makes == t.ObjectKind.CAMPAIGN]
        found = [self.done.get(step.key) or self.adapter.find_step(self.plan, step, self.done) for step in steps]
        gone = [t.ObjectRef(t.ObjectKind.CAMPAIGN, one.external_id) for one in found if one]
        for ref in gone:
            self.adapter.update(ref, t.ChangeField.STATUS, t.RunStatus.ARCHIVED)
        return gone

    def _make(self, step: t.Step) -> None:
        for _ in range(TRIES):
            try:
                self.done[step.key] = self.adapter.perform_step(self.plan, step, self.done)
            except errors.NotReadyYet as later:
                self.wait(later.retry_after_s)
            else:
                return
        raise errors.Temporary(f"{step.label}: it was not ready in time.")

    def _read_back(self) -> None:
        for step in self.adapter.plan_steps(self.plan):
            if step.makes and step.key in self.done:
                ref = t.ObjectRef(step.makes, self.done[step.key].external_id)
                seen = self.adapter.observe_object(ref)
                if step.makes == t.ObjectKind.CAMPAIGN and seen.run_status != t.RunStatus.PAUSED:
                    with suppress(errors.PlatformError):
                        self.adapter.update(ref, t.ChangeField.STATUS, t.RunStatus.PAUSED)
                    raise errors.InvalidRequest("It was made switched on; it was switched off at once.")


def _drain(read: Callable[[], Iterable[Any]]) -> list[Any]:
    return list(read())


def _kind(step: t.Step) -> str:
    return str(step.makes or step.key.partition(":")[0])


def now() -> datetime:
    """Return the present."""
    return datetime.now(UTC)

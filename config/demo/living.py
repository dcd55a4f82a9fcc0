"""Ninety days lived through: the sandbox's time passes, things happen, and the same jobs read as in any organisation."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django_tenants.utils import tenant_context

from config.demo import events, opening, story
from config.demo.sandbox import Sandbox
from tenants import clock, queue

NIGHT = time(2, 20)
NIGHTLY = ("campaigns.sync_objects", "analytics.sync_recent", "analytics.reread_window")
AFTER_AN_EVENT = ("campaigns.sync_objects",)
SETTLED = timedelta(minutes=45)


def live(*, password: str, progress: Callable[[int, int, str], None]) -> None:
    """Build the demo from nothing, one simulated day after the other, and leave it in the present, running.

    What an interrupted attempt left is cleared first. Needs the sandbox and its clock file (settings.CLOCK_FILE).
    """
    sandbox = Sandbox()
    zone = ZoneInfo(story.ORGANIZATION["time_zone"])
    today = datetime.now(zone).date()
    days = [today - timedelta(days=ago) for ago in range(story.DAYS, -1, -1)]
    opening.clear()
    sandbox.reset(datetime.combine(days[0], time(7), zone))
    organization = opening.open_organization(password=password, now=clock.now())
    account = opening.connect_account(organization=organization, sandbox=sandbox, now=clock.now())
    with tenant_context(organization):
        for number, day in enumerate(days):
            progress(number, len(days), f"{day:%-d %B}")
            _live_through(organization, account, sandbox, day, story.DAYS - number)
        sandbox.run_from_now_on()
        _run(organization, NIGHTLY)
    organization.is_demo = True
    organization.save(update_fields=["is_demo"])
    progress(len(days), len(days), "today")


def _live_through(organization, account, sandbox: Sandbox, day, days_ago: int) -> None:
    zone = ZoneInfo(story.ORGANIZATION["time_zone"])
    moments = [(datetime.combine(day, NIGHT, zone), NIGHTLY, None)]
    for hour, happening in _happenings(organization, account, sandbox, days_ago):
        moments.append((datetime.combine(day, time(hour, 12), zone), (), happening))
        moments.append((datetime.combine(day, time(hour, 12), zone) + SETTLED, AFTER_AN_EVENT, None))
    for moment, jobs, happening in sorted(moments, key=lambda entry: entry[0]):
        if moment > datetime.now(UTC):
            continue
        sandbox.go_to(moment)
        if happening:
            happening(clock.now())
        _run(organization, jobs)


def _happenings(
    organization, account, sandbox: Sandbox, days_ago: int
) -> Iterator[tuple[int, Callable[[datetime], None]]]:
    if days_ago in story.RECONNECTED:
        yield 7, lambda now: opening.connect_account(organization=organization, sandbox=sandbox, now=now)
    for tale in story.CAMPAIGNS:
        if tale.launched == days_ago:
            yield 8, lambda now, tale=tale: events.launch(tale, account=account, now=now)
        for event in tale.events:
            if event.days_ago == days_ago:
                yield (
                    event.hour,
                    lambda now, tale=tale, event=event: events.happen(tale, event, sandbox=sandbox, now=now),
                )


def _run(organization, names: tuple[str, ...]) -> None:
    for name in names:
        queue.enqueue(name, organization=organization, key="demo")
        queue.run_due_now()
    queue.run_due_now()

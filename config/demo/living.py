"""Ninety days lived through: the sandbox's time passes, things happen, and the same jobs read as in any organisation."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django_tenants.utils import tenant_context

from config.demo import christmas, events, opening, story, tales
from config.demo.sandbox import Sandbox
from tenants import clock, queue
from tenants.models import Job, Organization

Happening = Callable[[datetime], object]
CAMPAIGNS = (*tales.ALL_YEAR, *christmas.SEASON)
NIGHT = time(2, 20)
NIGHTLY = ("analytics.reread_window",)
LEARNING = "analytics.learn_maturity"
LEARNS_EVERY = 7
"""An organisation learns every night and keeps the first curves of each week in the long run; here only those are learned."""
AUDIENCES = "analytics.read_audiences"
WEEKLY = (LEARNING, AUDIENCES)
"""Who saw it is read every night as well; here once a week, which leaves a week of each ad's reach out of seven."""
HOURS = "analytics.read_hours"
HOURS_DAYS = 14
"""Hours are kept so long, and each reading brings two days of them."""
AFTER_AN_EVENT = "campaigns.sync_objects"
RATES = "analytics.refresh_rates"
AT_LAST = (
    "campaigns.sync_objects",
    "integrations.refresh_health",
    "analytics.sync_recent",
    "analytics.reread_window",
    LEARNING,
    AUDIENCES,
    HOURS,
    "analytics.tell_rates",
)
"""What an organisation's schedules run all day is run where something happened, and at the end: that is what remains."""
WORKED_ON = timedelta(minutes=2)
"""When a platform has worked through a film, so that a launch that waits for it goes on."""
SETTLED = timedelta(minutes=45)


def live(*, password: str, progress: Callable[[int, int, str], None]) -> None:
    """Build the demo from nothing, one simulated day after the other, and leave it in the present, running.

    What an interrupted attempt left is cleared first. Needs the sandbox and its clock file (settings.CLOCK_FILE).
    """
    sandbox, zone = Sandbox(), ZoneInfo(story.ORGANIZATION["time_zone"])
    today = datetime.now(zone).date()
    days = [today - timedelta(days=ago) for ago in range(story.DAYS, -1, -1)]
    opening.clear()
    sandbox.reset(datetime.combine(days[0], time(6), zone))
    organization = opening.open_organization(password=password, now=clock.now())
    with tenant_context(organization):
        for number, day in enumerate(days):
            progress(number, len(days), f"{day:%-d %B}")
            _live_through(organization, sandbox, day, story.DAYS - number)
        sandbox.go_to(datetime.now(UTC))
        _end_waits()
        queue.enqueue(RATES)
        _run(organization, AT_LAST)
    sandbox.run_from_now_on()
    organization.is_demo = True
    organization.save(update_fields=["is_demo"])
    progress(len(days), len(days), "today")


def _live_through(organization: Organization, sandbox: Sandbox, day: date, days_ago: int) -> None:
    zone = ZoneInfo(story.ORGANIZATION["time_zone"])
    nightly = (*NIGHTLY, *WEEKLY) if days_ago % LEARNS_EVERY == 0 else NIGHTLY
    nightly += (HOURS,) if days_ago < HOURS_DAYS else ()
    moments: list[tuple[datetime, tuple[str, ...], Happening | None]] = [
        (datetime.combine(day, NIGHT, zone), nightly, None)
    ]
    for hour, happening, tale in _happenings(organization, sandbox, days_ago):
        moment = datetime.combine(day, time(hour, 12), zone)
        moments += [(moment, (), happening), (moment + WORKED_ON, (), None)]
        moments += [(moment + SETTLED, (), partial(_look_at, tale, organization))] if tale else []
    for moment, jobs, happening in sorted(moments, key=lambda entry: entry[0]):
        if moment > datetime.now(UTC):
            continue
        sandbox.go_to(moment)
        if happening:
            happening(clock.now())
        _end_waits()
        _run(organization, jobs)


def _happenings(
    organization: Organization, sandbox: Sandbox, days_ago: int
) -> Iterator[tuple[int, Happening, story.Story | None]]:
    """Yield what happens on a day, with its hour, and the campaign that it happens to (None: an account is connected)."""
    common = {"organization": organization, "sandbox": sandbox}
    for platform, connected in story.CONNECTED:
        if connected == days_ago:
            yield 7, lambda now, platform=platform: opening.connect(platform=platform, now=now, **common), None
    for ago, account in ((story.INHERITED, story.AGENCY), (story.OPENED_ABROAD, story.ABROAD)):
        if ago == days_ago:
            yield 11, partial(_inherit, account, organization, sandbox), None
    for tale in CAMPAIGNS:
        if tale.launched == days_ago:
            yield 8, lambda now, tale=tale: events.launch(tale, now=now), tale
        for event in tale.events:
            if event.days_ago == days_ago:
                yield event.hour, partial(_happen, tale, event, sandbox), tale


def _inherit(account: dict, organization: Organization, sandbox: Sandbox, now: datetime) -> None:
    accounts = opening.inherit(account, organization=organization, sandbox=sandbox, now=now)
    if account is story.ABROAD:
        abroad = next(each for each in accounts if each.name == account["name"])
        ago = story.UNREAD - story.OPENED_ABROAD
        opening.read_but_one_day(abroad, organization=organization, ago=ago, now=now)


def _happen(tale: story.Story, event: story.Event, sandbox: Sandbox, now: datetime) -> None:
    events.happen(tale, event, sandbox=sandbox, now=now)


def _look_at(tale: story.Story, organization: Organization, now: datetime) -> None:
    """Read the state of the accounts where something happened; a new account is read whole as it is."""
    for key in events.list_accounts(tale):
        queue.enqueue(AFTER_AN_EVENT, organization=organization, key=key, payload={"account": key})


def _end_waits() -> None:
    """Have jobs that were put off run now: they wait in real seconds, and the simulated ones have passed."""
    Job.objects.filter(state=Job.State.QUEUED).update(retry_at=None)


def _run(organization: Organization, names: tuple[str, ...]) -> None:
    for name in names:
        queue.enqueue(name, organization=organization, key="demo")
        queue.run_due_now()
    queue.run_due_now()

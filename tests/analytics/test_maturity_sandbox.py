"""Nights lived through against the sandbox: what is learned is the market's own delay curve, and no step is forgotten.

The market's curve is that of clicks; about one conversion in fifty follows a view and is known within a day, which the two
points leave room for. Curves are compared at the ages of the readings.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from analytics import maturity, selectors
from analytics.models import AccountRevision, ConversionAction, MetricRevision
from analytics.selectors import Cut, Dimension
from analytics.selectors.curves import get_curves
from analytics.types import Estimate, Period
from integrations.types import Platform
from tenants import queue
from tenants.types import Actor
from tests.campaigns.conftest import connect
from tests.factories import START

TWO_POINTS = 0.02
READING, LEARNING = "analytics.reread_window", "analytics.learn_maturity"
CROWD = {"days": 1, "daily_budget_minor": 60_000, "country": "IN"}
"""A campaign in a country where the money reaches many: some 140 conversions a day."""
FOR_LEADS = {
    Platform.META: ("adset", {"optimization_goal": "LEAD_GENERATION"}),
    Platform.TIKTOK: ("tiktok.adgroup", {"optimization_goal": "CONVERT", "optimization_event": "FORM"}),
    Platform.GOOGLE: ("google.campaign_conversion_goal", {"biddable": False}),
}
"""What is to be changed, and how, to have a campaign bring leads."""
CROWDS = {
    Platform.META: {"campaigns": 2},
    Platform.TIKTOK: {"campaigns": 4, "country": "BR"},
    Platform.GOOGLE: {"campaigns": 40, "daily_budget_minor": 2_000},
}
"""What brings a hundred or two conversions of each kind a day: few search for the same thing on Google."""


@pytest.fixture
def business(wire, organization, member, run_jobs, django_capture_on_commit_callbacks):
    """Return a function that connects an account whose campaigns are running; its past is read."""

    def make(platform=Platform.META, campaigns=1, **wish):
        running = [{"name": f"Crowd {number}", **CROWD, **wish} for number in range(campaigns)]
        account = {"name": "Crowd", "currency": "EUR", "time_zone": "Europe/Dublin", "campaigns": running}
        wire.control("POST", "people", name="Ada", key="ada", platform=platform, accounts=[account])
        with django_capture_on_commit_callbacks(execute=True):
            found = connect(
                wire, organization, Actor.for_user(member().user), run_jobs, person="ada", platform=platform
            )
        run_jobs(names=["analytics.sync_history"])
        return found

    return make


@pytest.fixture
def live(wire, organization, run_jobs):
    """Return a function that lets a night pass: the clocks go to twenty past two, and nightly jobs run."""

    def one_night(*jobs: str) -> datetime:
        at = datetime.fromtimestamp(wire.now(), UTC)
        tonight = at.replace(hour=2, minute=20) + timedelta(days=1)
        now = wire.later(hours=(tonight - at).total_seconds() / 3_600)
        for name in jobs:
            queue.enqueue(name, organization=organization)
            run_jobs(names=[name])
        return now

    return one_night


def true_shares(wire, kind: str, curve: maturity.Curve) -> list[float]:
    """Return the market's own shares at the ages of a curve."""
    days = ",".join(f"{age:.4f}" for age, _ in curve.points)
    return [each["share"] for each in wire.control("GET", "delay", kind=kind, days=days)["by_day"]]


def shares(curve: maturity.Curve) -> list[float]:
    return [share for _, share in curve.points]


def restate(wire, account, day: date, count: int) -> None:
    """Have the platform count so many conversions of a day more, or fewer, from now on."""
    ad = wire.books(account.external_id.removeprefix("act_"), day=day.isoformat())["rows"][0]["ad"]
    wire.control("POST", "restate", ad=ad, day=day.isoformat(), count=count)


def known_in_books(wire, account, day) -> Decimal:
    rows = wire.books(account.external_id.removeprefix("act_"), day=day.isoformat())["rows"]
    return Decimal(sum(row["known"] for row in rows))


def test_after_sixty_nights_the_learned_shares_are_the_markets_within_two_points(wire, business, live):
    """For a week days are restated. What was expected on the way came true, by what was known and believed on each night."""
    account, nights = business(), []
    for night in range(60):
        nights.append(live(READING, *[LEARNING] * (night % 10 == 9)))
        if 30 <= night < 37:
            restate(wire, account, nights[-1].date() - timedelta(days=10), 6 if night % 2 else -4)
    curve, believed = get_curves().curve(account.pk), get_curves(START).curve(account.pk)
    assert shares(curve) == pytest.approx(true_shares(wire, "purchase", curve), abs=TWO_POINTS)
    off = [a - b for a, b in zip(shares(believed), true_shares(wire, "purchase", believed), strict=True)]
    assert max(map(abs, off)) > 2 * TWO_POINTS, "what was believed at first is not the answer"
    expected = [each for night in nights[20:50] for each in expectations(wire, account, night)]
    held = sum(estimate.low <= final <= estimate.high for estimate, final in expected)
    assert 0.7 <= held / len(expected) <= 0.97
    ours = sum(abs(estimate.final - final) for estimate, final in expected)
    assert ours < 0.3 * sum(final - float(estimate.known) for estimate, final in expected)


def expectations(wire, account, night: datetime) -> Iterator[tuple[Estimate, int]]:
    """Yield what was expected, on a night, of each of the four days before it, and what it came to in the books."""
    days = Period(night.date() - timedelta(days=4), night.date() - timedelta(days=1))
    (answer,) = selectors.gather([Cut(days, (Dimension.DAY,), as_of=night, matures=night.date())])
    books = wire.books(account.external_id.removeprefix("act_"), since=days.since, until=days.until)["rows"]
    assert len(answer.estimates) == 4
    for (day,), estimate in answer.estimates.items():
        yield estimate, sum(row["final"] for row in books if row["day"] == day.isoformat())


@pytest.mark.soak
@pytest.mark.parametrize("seed", [20, 21])
@pytest.mark.parametrize("platform", list(Platform))
def test_each_actions_shares_are_the_markets_on_every_platform(wire, business, live, platform, seed):
    """Half of the campaigns bring purchases, the others leads; all conversions together lie between.

    What a platform sums up is its own affair: on Meta a campaign for sales counts its purchases only.
    """
    wire.control("POST", "reset", seed=seed, now=START.timestamp(), speed=0)
    account = business(platform, **CROWDS[platform])
    bring_leads(wire, account)
    for _ in range(60):
        live(READING, LEARNING)
    curves = get_curves()
    actions = {action.kind: action.pk for action in ConversionAction.objects.filter(account_id=account.pk)}
    for kind in ("purchase", "lead"):
        curve = curves.curve(account.pk, actions[kind])
        assert curves.learned[account.pk, actions[kind]].conversions > 2_000
        assert shares(curve) == pytest.approx(true_shares(wire, kind, curve), abs=TWO_POINTS)
    curve = curves.curve(account.pk)
    bounds = zip(true_shares(wire, "purchase", curve), true_shares(wire, "lead", curve), strict=True)
    for share, (slow, quick) in zip(shares(curve), bounds, strict=True):
        assert slow - TWO_POINTS <= share <= quick + TWO_POINTS


def bring_leads(wire, account) -> None:
    """Have every second campaign of the account bring leads from now on."""
    kind, change = FOR_LEADS[account.platform]
    things = wire.control("GET", "objects", kind=kind, account=account.external_id.removeprefix("act_"))["objects"]
    campaigns = sorted({thing["parent"] for thing in things})
    for thing in things:
        if thing["parent"] in campaigns[1::2] and thing["data"].get("category", "PURCHASE") == "PURCHASE":
            wire.control("POST", f"objects/{thing['id']}", **change)


RESTATED = (5, -3, 0, 8, -6, 0, 2)


def test_a_week_of_restatements_leaves_every_step_and_each_day_can_be_asked_for(wire, business, live):
    """An old day is restated up and down each night but two, a young one grows by itself."""
    account = business(days=12, daily_budget_minor=9_000)
    live(READING)
    old, young = START.date() - timedelta(days=10), START.date()
    known = {}
    for count in RESTATED:
        restate(wire, account, old, count)
        at = live(READING)
        known[at] = known_in_books(wire, account, old), known_in_books(wire, account, young)
    values = [of_old for of_old, _ in known.values()]
    assert tuple(later - earlier for earlier, later in pairwise(values)) == RESTATED[1:]
    for at, (of_old, of_young) in known.items():
        for moment in (at, at + timedelta(hours=20)):
            for cut in ((), (Dimension.CAMPAIGN,), (Dimension.AD,)):
                assert asked(old, moment, *cut) == of_old
                assert asked(young, moment, *cut) == of_young
    steps = AccountRevision.objects.filter(day=old).order_by("known_at")
    assert [step.superseded_at for step in steps] == [at for at, count in zip(known, RESTATED, strict=True) if count]
    assert MetricRevision.objects.filter(day=old).count() == len(steps) == 5


def asked(day: date, as_of: datetime, *dimensions: Dimension) -> Decimal:
    found = selectors.sums(Period(day, day), *dimensions, as_of=as_of)
    return sum((metrics.conversions for metrics in found.values()), Decimal(0))

"""The nightly job learns an account's curves, once a night, and keeps what was believed each night."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from analytics import services
from analytics.jobs.learning import list_outstanding
from analytics.models import ConversionAction, MaturityCurve
from analytics.selectors.curves import get_curves
from analytics.types import Period
from integrations.types import ActionFigures, ConversionKind
from tenants import queue
from tenants.types import Actor
from tests.analytics.build import make_account, row, store

pytestmark = pytest.mark.django_db
NIGHT = datetime.fromisoformat("2026-11-20T02:20:00+00:00")
ARRIVING = (40, 70, 90, 100)


@pytest.fixture
def learn(organization, clock, run_jobs):
    """Return a function that lets a night's learning happen."""

    def go(at: datetime = NIGHT):
        clock.set(at)
        queue.enqueue("analytics.learn_maturity", organization=organization)
        return run_jobs(names=["analytics.learn_maturity"])

    return go


def read_nights(account, nights: int, *, until: datetime = NIGHT, arriving=ARRIVING) -> None:
    """Store what so many nightly readings find, the last one at a moment; conversions arrive within three days."""
    for ago in range(nights - 1, -1, -1):
        at = until - timedelta(days=ago)
        days = [at.date() - timedelta(days=age + 1) for age in range(28)]
        counts = [arriving[min(age, len(arriving) - 1)] for age in range(28)]
        rows = [row(day, clicks=1000, conversions=count) for day, count in zip(days, counts, strict=True)]
        store(account, rows, at=at)
        services.record_reading(account=account, period=Period(days[-1], days[0]), read_at=at)


def test_a_night_leaves_one_curve_that_was_learned_from_what_was_known_at_each_reading(organization, learn):
    account = make_account()
    read_nights(account, 40)
    learn()
    curves = get_curves()
    found = [curves.share(account.pk, age + 0.1) for age in range(4)]
    assert found == pytest.approx([0.4, 0.7, 0.9, 1.0], abs=0.015)
    assert curves.curve(account.pk).rate == pytest.approx(0.1, rel=0.02)
    kept = MaturityCurve.objects.get()
    assert (kept.learned_at, kept.action_id, kept.platform) == (NIGHT, None, "meta")
    assert (kept.days, kept.conversions) == (67, 66 * 100 - 10 - 30 - 60 + 100)


def test_learning_again_in_the_same_night_changes_nothing_and_the_next_night_adds_a_row(organization, learn):
    account = make_account()
    read_nights(account, 2)
    learn()
    before = list(MaturityCurve.objects.values())
    assert len(learn(NIGHT + timedelta(hours=3))) == 1
    services.learning.learn_maturity(account=account, now=NIGHT + timedelta(hours=4))
    assert list(MaturityCurve.objects.values()) == before
    read_nights(account, 1, until=NIGHT + timedelta(days=1))
    learn(NIGHT + timedelta(days=1))
    assert MaturityCurve.objects.count() == 2


def test_what_was_believed_at_a_moment_can_be_asked_for(organization, learn):
    account = make_account()
    read_nights(account, 3)
    learn()
    for night in range(1, 4):
        read_nights(account, 1, until=NIGHT + timedelta(days=night))
        learn(NIGHT + timedelta(days=night))
    shares = [get_curves(NIGHT + timedelta(days=night)).share(account.pk, 0.1) for night in range(-1, 4)]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 5
    assert get_curves().share(account.pk, 0.1) == shares[-1]


def test_learning_is_outstanding_until_it_happened_and_waits_for_the_nights_reading(organization, learn):
    account, unread = make_account(), make_account("New")
    read_nights(account, 2)
    assert [due.key for due in list_outstanding(NIGHT)] == [str(account.uuid)]
    learn()
    assert list(list_outstanding(NIGHT)) == []
    tomorrow = NIGHT + timedelta(days=1)
    assert list(list_outstanding(tomorrow)) == []
    read_nights(account, 1, until=tomorrow)
    assert [due.payload for due in list_outstanding(tomorrow)] == [{"account": str(account.uuid)}]
    assert not MaturityCurve.objects.filter(account_id=unread.pk).exists()


def test_a_thin_account_follows_the_other_accounts_of_its_platform(organization, learn):
    thick, thin, elsewhere = make_account(), make_account("Thin"), make_account("Search", platform="google")
    read_nights(thick, 40)
    learn()
    tomorrow = NIGHT + timedelta(days=1)
    for account in (thin, elsewhere):
        read_nights(account, 1, until=tomorrow, arriving=(0, 0, 1))
    learn(tomorrow)
    curves = get_curves()
    assert curves.share(thin.pk, 0.1) == pytest.approx(0.42, abs=0.03)
    assert curves.share(elsewhere.pk, 0.1) > 0.6


def test_old_curves_are_thinned_to_the_first_of_each_week(organization, learn):
    account = make_account()
    read_nights(account, 1)
    learn()
    kept = MaturityCurve.objects.get()
    for ago in range(1, 100):
        kept.pk, kept.learned_at = None, NIGHT - timedelta(days=ago)
        kept.save(force_insert=True)
    tomorrow = NIGHT + timedelta(days=1)
    read_nights(account, 1, until=tomorrow)
    learn(tomorrow)
    ages = [(tomorrow - at).days for at in MaturityCurve.objects.values_list("learned_at", flat=True)]
    assert sorted(age for age in ages if age <= 60) == list(range(61))
    assert sorted(age for age in ages if age > 60) == [61, 68, 75, 82, 89, 96, 100]


def test_the_curves_of_all_accounts_cost_one_query(organization, learn, django_assert_num_queries):
    for name in ("A", "B", "C"):
        read_nights(make_account(name), 2)
    learn()
    with django_assert_num_queries(1):
        curves = get_curves()
    assert len(curves.learned) == 3


def test_readings_whose_values_are_thinned_out_are_not_learned_from(organization, learn, member):
    """Once only one value a day is kept, a night's reading would be taken to have found the evening's."""
    account = make_account()
    read_nights(account, 20, until=NIGHT - timedelta(days=20), arriving=(10, 100))
    read_nights(account, 20)
    kept = {"revisions_months": 13, "facts_months": None}
    services.change_retention(steps_days=16, actor=Actor.for_user(member().user), now=NIGHT, **kept)
    learn()
    assert get_curves().share(account.pk, 0.1) == pytest.approx(0.41, abs=0.02)


def test_each_conversion_action_has_a_curve_of_its_own(organization, learn):
    """Out of the readings that were split by action; others, read in between, say nothing of actions."""
    account = make_account()
    for ago in range(39, -1, -1):
        at = NIGHT - timedelta(days=ago)
        for hours, split in ((0, True), (9, False)):
            read_actions(account, at + timedelta(hours=hours), {"order": (50, 80, 100), "form": (95, 100)}, split=split)
    learn(NIGHT + timedelta(hours=9, minutes=1))
    curves = get_curves()
    actions = dict(ConversionAction.objects.values_list("external_id", "pk"))
    orders, forms, everything = (
        [curves.share(account.pk, age + 0.1, action) for age in range(3)]
        for action in (actions["order"], actions["form"], None)
    )
    assert orders == pytest.approx([0.5, 0.8, 1.0], abs=0.02)
    assert forms == pytest.approx([0.95, 1.0, 1.0], abs=0.02)
    assert everything == pytest.approx([145 / 200, 0.9, 1.0], abs=0.02)
    assert set(MaturityCurve.objects.values_list("kind", flat=True)) == {"", "purchase", "lead"}


def read_actions(account, at: datetime, arriving: dict[str, tuple], *, split: bool) -> None:
    """Store a reading of 28 days whose conversions arrive by action."""
    rows = []
    for age in range(28):
        counts = {name: counts[min(age, len(counts) - 1)] for name, counts in arriving.items()}
        kinds = {"order": ConversionKind.PURCHASE, "form": ConversionKind.LEAD}
        found = [ActionFigures(name, name, kinds[name], Decimal(n), 0) for name, n in counts.items()] if split else []
        day = at.date() - timedelta(days=age + 1)
        rows.append(replace(row(day, clicks=1000, conversions=sum(counts.values())), actions=tuple(found)))
    period = Period(rows[-1].day, rows[0].day)
    services.store_reading(
        account=account, period=period, rows=rows, known={}, read_at=at, has_totals=False, has_actions=split
    )

"""What a cut can be by beside the facts' own levels: weeks, hours, actions, parts of an audience; in one currency; in slices."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from analytics import selectors, services
from analytics.models import ActionMetric, ActionRevision, BreakdownMetric, ConversionAction, HourlyMetric, Subject
from analytics.selectors import Cut, Dimension, Scope, Slice, gather
from analytics.types import Conversion, Metrics, Period
from tests.analytics.build import NOW, TODAY, days_before, make_account, row, store
from tests.analytics.rates import set_rates

FRIDAY, MONDAY = date(2026, 11, 13), date(2026, 11, 16)
FORTNIGHT = Period(days_before(14), TODAY)


@pytest.fixture
def account(organization):
    return make_account()


def subject(account, ad: str = "ad1") -> Subject:
    return Subject.objects.get(account_id=account.pk, campaign_external_id="c1", ad_external_id=ad)


def ask(*dimensions, period=FORTNIGHT, **more):
    (answer,) = gather([Cut(period, dimensions, **more)])
    return answer


def test_money_is_converted_by_the_rate_of_its_day_and_not_rounded(organization):
    set_rates({"USD": {FRIDAY: "1.25", MONDAY: "1.6"}})
    store(make_account("Shop", currency="USD"), [row(FRIDAY), row(FRIDAY + timedelta(days=2)), row(MONDAY)])
    store(make_account("Bakery"), [row(FRIDAY, "e")])
    found = ask(currency="EUR").sums[()]
    assert found.spend_micros == 8_000_000 + 8_000_000 + 6_250_000 + 10_000_000
    assert (found.currency, found.conversion) == ("EUR", Conversion(("USD",), FRIDAY, MONDAY))
    set_rates({"USD": {FRIDAY: "3"}})
    assert ask(Dimension.CURRENCY, currency="EUR").sums["USD",].spend_micros == 3 * Decimal("3333333.333")


def test_money_without_a_rate_stays_apart_and_the_counts_add_up(organization):
    set_rates({"USD": {FRIDAY: "1.25"}})
    store(make_account("Shop", currency="USD"), [row(FRIDAY), row(FRIDAY - timedelta(days=1))])
    store(make_account("Dakar", currency="XOF"), [row(FRIDAY, "x")])
    found = ask(currency="EUR").sums[()]
    assert (found.currency, found.spend_micros, found.clicks) == (None, None, 60)
    assert [(each.currency, each.spend_micros) for each in found.by_currency] == [
        ("EUR", 8_000_000), ("USD", 10_000_000), ("XOF", 10_000_000),
    ]  # fmt: skip
    assert found.conversion.currencies == ("USD",)


def test_what_is_in_the_currency_already_is_not_touched(account):
    store(account, [row(FRIDAY)])
    found = ask(currency="EUR").sums[()]
    assert (found.spend_micros, found.conversion) == (10_000_000, None)


def test_weeks_begin_on_monday_and_months_on_the_first(account):
    store(account, [row(FRIDAY), row(MONDAY - timedelta(days=1)), row(MONDAY)])
    assert {key: each.clicks for key, each in ask(Dimension.WEEK).sums.items()} == {
        (date(2026, 11, 9),): 40,
        (MONDAY,): 20,
    }
    assert list(ask(Dimension.MONTH).sums) == [(date(2026, 11, 1),)]


def test_hours_are_those_of_the_accounts_clock(account):
    store(account, [row(TODAY)])
    for hour in (0, 9):
        HourlyMetric.objects.create(
            subject=subject(account), day=TODAY, hour=hour, impressions=10, clicks=hour, spend_micros=5,
            conversions=1, value_micros=2, known_at=NOW,
        )  # fmt: skip
    assert {key: each.clicks for key, each in ask(Dimension.DAY, Dimension.HOUR).sums.items()} == {
        (TODAY, 0): 0,
        (TODAY, 9): 9,
    }


def test_a_conversion_action_has_conversions_and_value_only_now_and_as_of(account):
    store(account, [row(TODAY)])
    action = ConversionAction.objects.create(account_id=account.pk, external_id="7", name="Order", kind="purchase")
    own = {"subject": subject(account), "day": TODAY, "action": action}
    ActionMetric.objects.create(**own, conversions=3, value_micros=30, known_at=NOW)
    earlier = NOW - timedelta(hours=2)
    ActionRevision.objects.create(**own, conversions=1, value_micros=10, known_at=earlier, superseded_at=NOW)
    now, then = gather([Cut(FORTNIGHT, (Dimension.ACTION,), as_of=moment) for moment in (None, earlier)])
    found = now.sums[action.pk,]
    assert (found.conversions, found.value_micros, found.spend_micros, found.cpa_micros) == (3, 30, None, None)
    assert then.sums[action.pk,].conversions == 1


def test_parts_of_an_audience_are_kept_apart_from_the_facts(account):
    store(account, [row(TODAY)])
    of = subject(account, "")
    for breakdown, value, clicks in [("country", "DE", 5), ("country", "unknown", 2), ("device", "phone", 9)]:
        BreakdownMetric.objects.create(
            subject=of, breakdown=breakdown, day=TODAY, value=value, impressions=10, clicks=clicks, spend_micros=5,
            conversions=1, value_micros=2, known_at=NOW,
        )  # fmt: skip
    by_country, by_device = gather([Cut(FORTNIGHT, (each,)) for each in (Dimension.COUNTRY, Dimension.DEVICE)])
    assert {key: each.clicks for key, each in by_country.sums.items()} == {("DE",): 5, ("unknown",): 2}
    assert list(by_device.sums) == [("phone",)]


@pytest.mark.parametrize(
    "cut",
    [
        {"dimensions": (Dimension.COUNTRY, Dimension.DEVICE)},
        {"dimensions": (Dimension.COUNTRY, Dimension.AD)},
        {"dimensions": (Dimension.HOUR,), "as_of": NOW},
        {"dimensions": (Dimension.ACTION,), "matures": TODAY},
        {"dimensions": (Dimension.DAY, Dimension.DAY)},
    ],
)
def test_what_is_not_kept_cannot_be_asked_for(cut):
    with pytest.raises(ValueError, match=r"\w+"):
        Cut(FORTNIGHT, **cut)


def test_a_slice_answers_some_groups_in_the_order_of_their_keys_and_says_how_many_there_are(account):
    other = make_account("Shop", currency="USD")
    store(account, [row(days_before(n)) for n in range(10)])
    store(other, [row(days_before(n), "b") for n in range(10)])
    answer = ask(Dimension.DAY, groups=Slice(2, 3))
    assert list(answer.sums) == [(days_before(n),) for n in (7, 6, 5)]
    assert answer.total == 10
    assert all(len(each.by_currency) == 2 for each in answer.sums.values())


def test_an_estimate_says_what_a_group_will_come_to_and_old_days_are_final(account):
    old, young = days_before(60), days_before(1)
    store(account, [row(old, conversions=5), row(young, conversions=2)])
    services.record_reading(account=account, period=Period(old, TODAY), read_at=NOW)
    period = Period(old, TODAY)
    by_day, whole = gather([Cut(period, each, matures=TODAY) for each in ((Dimension.DAY,), ())])
    assert list(by_day.estimates) == [(young,)]
    day, all_days = by_day.estimates[young,], whole.estimates[()]
    assert day.known == 2
    assert 0 < day.share < 1
    assert day.low <= day.final <= day.high
    assert (all_days.known, all_days.final) == (7, day.final + 5)
    assert day.share < all_days.share < 1


def test_an_estimate_as_of_a_moment_knows_no_later_reading(account):
    day = days_before(3)
    for ago, conversions in [(2, 1), (0, 4)]:
        at = NOW - timedelta(days=ago)
        store(account, [row(day, conversions=conversions)], at=at)
        services.record_reading(account=account, period=Period(day, day), read_at=at)
    then = NOW - timedelta(days=1)
    before, now = gather([Cut(FORTNIGHT, matures=TODAY - timedelta(days=1), as_of=then), Cut(FORTNIGHT, matures=TODAY)])
    assert before.estimates[()].known == 1
    assert before.estimates[()].share < now.estimates[()].share


def test_without_figures_every_answer_is_empty(organization):
    assert selectors.totals(FORTNIGHT) == Metrics()
    assert ask(Dimension.DAY, currency="EUR", matures=TODAY).estimates == {}
    assert ask(Dimension.AD, scope=Scope(ad_ids=[1])).sums == {}

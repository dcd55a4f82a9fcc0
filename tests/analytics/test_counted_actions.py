"""One conversion definition: where an action is chosen, its conversions are the conversions, on every way to a number."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import services
from analytics.models import ConversionAction
from analytics.selectors import Cut, Dimension, Scope, gather, rank_campaigns
from analytics.selectors.counting import forget_counted
from analytics.selectors.streaming import stream_groups
from analytics.types import InternalIds, Period, combine
from integrations.types import ActionFigures, ConversionKind
from tenants.errors import Invalid
from tenants.models import AuditEvent
from tenants.roles import Role
from tenants.types import Actor
from tests.analytics.build import NOW, TODAY, days_before, make_account, row, text_of
from tests.analytics.rates import set_rates

pytestmark = pytest.mark.usefixtures("organization", "clock")
NORA = Actor(kind="user", id=None, label="Nora")
WEEKS = Period(days_before(20), days_before(1))


def make(name="Bakery", *, at=NOW, orders=2, **fields):
    """An account of two ads, each with orders (€30) and forms (worth nothing) that its platform counts together."""
    account = make_account(name, **fields)
    read(account, at, orders)
    return account


def read(account, at, orders):
    rows = []
    for day in WEEKS:
        for ad, campaign in (("ad1", "c1"), ("ad2", "c2")):
            figures = (
                ActionFigures("order", "Orders", ConversionKind.PURCHASE, Decimal(orders), orders * 30_000_000),
                ActionFigures("form", "Forms", ConversionKind.LEAD, Decimal(5), 0),
            )
            one = row(day, f"{account.pk}{ad}", campaign=f"{account.pk}{campaign}", conversions=orders + 5)
            rows.append(replace(one, actions=figures))
    ids = {
        each.ad_external_id: InternalIds(int(each.ad_external_id[-1]), 1, 1, int(each.ad_external_id[-1]))
        for each in rows
    }
    services.store_reading(
        account=account, period=WEEKS, rows=rows, known=ids, read_at=at, has_totals=False, has_actions=True
    )


def choose(account, external_id):
    action = ConversionAction.objects.get(account_id=account.pk, external_id=external_id) if external_id else None
    services.choose_counted_action(account=account, action=action, actor=NORA, now=NOW)


def ask(*dimensions, **about):
    (answer,) = gather([Cut(WEEKS, dimensions, **about)])
    return answer


def test_every_cut_counts_the_chosen_action_and_nothing_else_changes():
    account = make()
    plain = ask()
    choose(account, "order")
    for dimensions in (
        (),
        (Dimension.DAY,),
        (Dimension.CAMPAIGN,),
        (Dimension.AD,),
        (Dimension.WEEK, Dimension.PLATFORM),
    ):
        whole = combine(ask(*dimensions).sums.values())
        assert (whole.conversions, whole.value_micros) == (80, 2_400_000_000), dimensions
        assert (whole.clicks, whole.spend_micros) == (plain.sums[()].clicks, plain.sums[()].spend_micros)
    assert ask(scope=Scope(campaign_ids=[1])).sums[()].conversions == 40
    assert ask(Dimension.ACTION).sums.keys() == {(each.pk,) for each in ConversionAction.objects.all()}
    choose(account, None)
    assert ask().sums == plain.sums


def test_lists_that_are_sorted_and_answers_that_are_streamed_count_the_same():
    account = make()
    choose(account, "order")
    assert rank_campaigns(WEEKS, "EUR").total([1, 2]).conversions == 80
    cut = Cut(WEEKS, (Dimension.CAMPAIGN, Dimension.DAY))
    streamed = {row.key: row.metrics for groups in stream_groups(cut) for row in groups.rows}
    assert streamed == ask(*cut.dimensions).sums


def test_an_account_without_a_choice_counts_as_its_platform_does_and_money_is_converted():
    set_rates({"USD": {days_before(30): "2"}})
    bakery, other = make(), make("Shop", currency="USD", platform="google")
    choose(bakery, "order")
    found = ask(Dimension.ACCOUNT, currency="EUR").sums
    assert found[(bakery.pk,)].conversions == 80
    assert found[(other.pk,)].conversions == 280
    choose(other, "order")
    (whole,) = ask(currency="EUR").sums.values()
    assert (whole.conversions, whole.value_micros) == (160, 2_400_000_000 + 1_200_000_000)


def test_what_was_known_at_a_moment_is_of_the_action_too():
    account = make(orders=1)
    later = NOW + timedelta(hours=5)
    read(account, later, 3)
    choose(account, "order")
    assert ask().sums[()].conversions == 120
    assert ask(as_of=later - timedelta(minutes=1)).sums[()].conversions == 40


def test_estimates_are_of_the_action():
    account = make()
    choose(account, "order")
    found = ask(Dimension.CAMPAIGN, matures=TODAY)
    for key, estimate in found.estimates.items():
        assert estimate.known == found.sums[key].conversions
        assert estimate.final >= float(estimate.known)
    assert found.estimates


PLACES = [Dimension.DAY, Dimension.CAMPAIGN, Dimension.AD, Dimension.ACCOUNT]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dimensions=st.lists(st.sampled_from(PLACES), unique=True), first=st.integers(1, 20), length=st.integers(0, 19))
def test_parts_add_up_to_the_action_whatever_is_asked(dimensions, first, length, counted_world):
    """Nothing is written between the examples, so the one organisation serves all of them."""
    period = Period(days_before(first), days_before(max(1, first - length)))
    answer, by_action = gather([Cut(period, tuple(dimensions)), Cut(period, (Dimension.ACTION,))])
    assert combine(answer.sums.values()).conversions == by_action.sums[(counted_world.pk,)].conversions


@pytest.fixture
def counted_world(organization):
    """Return the action that counts on an account of three weeks."""
    account = make()
    choose(account, "order")
    return ConversionAction.objects.get(external_id="order")


def test_an_action_of_another_account_is_refused_and_a_choice_is_audited_once():
    bakery, other = make(), make("Shop")
    action = ConversionAction.objects.get(account_id=other.pk, external_id="order")
    with pytest.raises(Invalid):
        services.choose_counted_action(account=bakery, action=action, actor=NORA, now=NOW)
    for _ in range(2):
        choose(bakery, "order")
    (event,) = AuditEvent.objects.filter(action="counted_action.chosen")
    assert event.detail == {"action": ["", "Orders"]}


def test_page_and_api_choose_and_say_what_counts(page_client, api_client, member):
    account, browser, api = make(), page_client(), api_client()
    text = text_of(browser.get("/settings/conversions/"))
    assert [each for each in ("Orders", "Forms", "80", "200") if f">{each}<" not in text] == []
    browser.post(f"/settings/conversions/{account.uuid}/choose/", {"action": "order"})
    (listed,) = api.get("/api/v1/counted-actions").json()["items"]
    assert [(each["external_id"], each["is_chosen"]) for each in listed["actions"]] == [
        ("form", False),
        ("order", True),
    ]
    total = api.get(f"/api/v1/metrics?by=account&since={WEEKS.since}&until={WEEKS.until}").json()["items"][0]
    assert total["metrics"]["conversions"] == 80
    assert "Conversions are what you chose" in text_of(browser.get("/?period=28d"))
    answer = api.put(
        f"/api/v1/ad-accounts/{account.uuid}/counted-action", {"action": None}, content_type="application/json"
    )
    assert answer.status_code == 204
    wrong = api.put(
        f"/api/v1/ad-accounts/{account.uuid}/counted-action", {"action": "x"}, content_type="application/json"
    )
    assert wrong.status_code == 404
    forget_counted()
    assert ask().sums[()].conversions == 280
    assert "what you chose" not in text_of(browser.get("/?period=28d"))
    assert (
        page_client(Role.MEMBER).post(f"/settings/conversions/{account.uuid}/choose/", {"action": "order"}).status_code
        == 403
    )

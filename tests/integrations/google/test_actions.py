"""Conversions by conversion action, asked apart and joined to the rows that they belong to."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from google.ads.googleads.v26.services.types.google_ads_service import GoogleAdsRow

from integrations import types as t
from integrations.platforms.google import actions, insights
from integrations.platforms.google.client import word
from tests.factories import START
from tests.integrations.google.plans import C, P, make_plan

K = t.ConversionKind
DAY = date(2026, 11, 2)


class Answers:
    """Stands in for `Ads`: answers queries in turn with rows of Google's own messages."""

    def __init__(self, *answers: list[dict]):
        self.answers, self.queries = list(answers), []

    def search(self, query: str):
        self.queries.append(query)
        return (GoogleAdsRow.pb(GoogleAdsRow(row)) for row in self.answers.pop(0))


def of_ad(number: int, day: date = DAY, **figures) -> dict:
    place = {"campaign": {"id": 1}, "ad_group": {"id": 2}, "ad_group_ad": {"ad": {"id": number}}}
    return {**place, "segments": {"date": day.isoformat()}, "metrics": figures}


def of_action(row: dict, number: int, category: str = "PURCHASE") -> dict:
    name = f"customers/9/conversionActions/{number}"
    told = {
        "conversion_action": name,
        "conversion_action_name": f"Action {number}",
        "conversion_action_category": category,
    }
    return row | {"segments": row["segments"] | told}


def test_actions_stand_beside_the_row_of_their_day_and_ad():
    ads = Answers(
        [of_action(of_ad(3, conversions=2, conversions_value=50), 7),
         of_action(of_ad(3, conversions=1.5), 8, "SUBMIT_LEAD_FORM"),
         of_action(of_ad(3, DAY + timedelta(days=1), conversions=1), 7)],
        [of_ad(3, impressions=90, clicks=4, cost_micros=10, conversions=3.5, conversions_value=50), of_ad(4, impressions=5),
         of_ad(3, DAY + timedelta(days=1), impressions=1, conversions=1)],
        [], [],
    )  # fmt: skip
    first, other, later = insights.Reading(ads, DAY, DAY, with_actions=True).rows(t.MetricLevel.AD)
    assert first.actions == (
        t.ActionFigures("7", "Action 7", K.PURCHASE, Decimal(2), 50_000_000),
        t.ActionFigures("8", "Action 8", K.LEAD, Decimal("1.5"), 0),
    )
    assert other.actions == ()
    assert [action.conversions for action in later.actions] == [1]
    assert not any("cost_micros" in query for query in ads.queries if "conversion_action" in query)


def test_conversions_without_any_other_row_make_a_row_of_their_own():
    late = [
        of_action(of_ad(3, conversions=1, conversions_value=20), 7),
        of_action(of_ad(3, conversions=2), 8, "CONTACT"),
    ]
    ads = Answers([*late, of_action(of_ad(5), 7)], [of_ad(4, impressions=5)], [], [])
    rows = list(insights.Reading(ads, DAY, DAY, with_actions=True).rows(t.MetricLevel.AD))
    assert [row.ad_external_id for row in rows] == ["2~4", "2~3"]
    assert (rows[1].day, rows[1].impressions, rows[1].spend_micros) == (DAY, 0, 0)
    assert (rows[1].conversions, rows[1].value_micros) == (3, 20_000_000)
    assert {action.external_id for action in rows[1].actions} == {"7", "8"}


@pytest.mark.parametrize(
    ("category", "kind"),
    [("PURCHASE", K.PURCHASE), ("STORE_SALE", K.PURCHASE), ("SUBSCRIBE_PAID", K.PURCHASE), ("SUBMIT_LEAD_FORM", K.LEAD),
     ("PHONE_CALL_LEAD", K.LEAD), ("SIGNUP", K.SIGN_UP), ("DOWNLOAD", K.INSTALL), ("ADD_TO_CART", K.OTHER),
     ("DEFAULT", K.OTHER), (9999, K.OTHER)],
)  # fmt: skip
def test_a_category_is_a_kind_of_conversion(category, kind):
    row = GoogleAdsRow.pb(GoogleAdsRow(of_action(of_ad(3, conversions=1), 7, category)))
    assert actions.read_action(row).kind == kind
    assert word(row.segments, "conversion_action_category") == ("" if category == 9999 else category)


def test_orders_leads_and_installs_count_each_on_its_own_at_every_level(shop):
    plans = [make_plan(P.SALES, C.PERFORMANCE_MAX, name="Max"), make_plan(P.APP_INSTALLS, C.APP, name="App")]
    plans.append(make_plan(P.LEAD_GENERATION, C.SEARCH, name="Leads"))
    shop.run(*plans, days=6)
    shop.meter.spent.clear()
    window = (START.date(), START.date() + timedelta(days=6))
    rows = list(shop.adapter.fetch_metrics(*window, level=t.MetricLevel.ALL, with_actions=True))
    assert len(shop.meter.spent) == 6
    kinds = Counter()
    for row in rows:
        assert sum(action.conversions for action in row.actions) == row.conversions
        assert sum(action.value_micros for action in row.actions) == row.value_micros
        if not row.ad_external_id:
            kinds.update({action.kind: action.conversions for action in row.actions})
    assert set(kinds) == {K.PURCHASE, K.LEAD, K.INSTALL}
    books = shop.sandbox.books(shop.link.external_id)["total"]
    assert kinds.total() == books["known"] > 0
    plain = list(shop.adapter.fetch_metrics(*window, level=t.MetricLevel.ALL))
    assert [(row.day, row.ad_external_id, row.conversions) for row in plain] == [
        (row.day, row.ad_external_id, row.conversions) for row in rows
    ]

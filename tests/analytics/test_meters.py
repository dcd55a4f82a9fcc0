"""The month's meters: what is spent, of what today's budgets allow, and where it should be."""

from datetime import date
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from analytics.panels.meters import make_month
from analytics.types import Metrics
from campaigns.types import CampaignBudget, CampaignStatus
from integrations.types import Purpose
from tenants import formats
from tenants.place import Place

PLACE = Place(formats.parse_locale("en-IE"), ZoneInfo("Europe/Dublin"), "EUR")
TODAY, FIRST = date(2026, 11, 15), date(2026, 11, 1)


def budget(key=1, *, name="Cakes", status=CampaignStatus.ACTIVE, currency="EUR", a_day=1_000, start=None, end=None):
    return CampaignBudget(key, UUID(int=key), name, Purpose.SALES, status, currency, a_day, start, end)


def spent(euros, currency="EUR"):
    return Metrics(1, 1, Decimal(1), euros * 1_000_000, 0, currency)


def month(budgets, figures, began=None):
    starts = dict.fromkeys(figures, FIRST) if began is None else began
    return make_month(budgets, figures, starts, today=TODAY, place=PLACE)


def test_a_month_is_planned_at_todays_budget():
    made = month([budget()], {1: spent(140)})
    (meter,) = made.meters
    assert (made.name, made.sums) == ("November", [("€140", "€300")])
    assert (meter.spent, meter.planned, meter.share, meter.due, meter.note) == ("€140", "€300", 140 / 300, 0.5, "")


def test_what_runs_ahead_of_its_plan_is_told():
    (meter,) = month([budget()], {1: spent(180)}).meters
    assert (meter.note, meter.tone) == ("20% ahead of plan", "warn")


def test_a_campaign_counts_from_the_day_it_began_to_the_day_it_ends():
    (late,) = month([budget()], {1: spent(10)}, {1: TODAY}).meters
    assert (late.planned, late.due) == ("€160", 1 / 16)
    (short,) = month([budget(start=date(2026, 11, 11), end=date(2026, 11, 20))], {1: spent(50)}).meters
    assert (short.planned, short.due) == ("€100", 0.5)
    (new,) = month([budget()], {}).meters
    assert (new.spent, new.due) == ("€0.00", 1 / 16)


def test_a_paused_campaign_shows_what_it_spent_and_plans_nothing():
    (meter,) = month([budget(status=CampaignStatus.PAUSED)], {1: spent(50)}).meters
    assert (meter.planned, meter.share, meter.note) == ("", None, "Paused: nothing more is being spent.")


def test_drafts_and_idle_campaigns_are_left_out():
    assert month([budget(status=CampaignStatus.DRAFT), budget(2, a_day=0)], {}).meters == []


def test_yen_have_no_cents_and_currencies_stay_apart():
    made = month([budget(), budget(2, currency="JPY", a_day=2_000)], {1: spent(140), 2: spent(9_000, "JPY")})
    assert made.sums == [("€140", "€300"), ("JP¥9,000", "JP¥60,000")]


def test_only_the_largest_are_shown_and_the_rest_is_counted():
    made = month([budget(key, a_day=key * 100) for key in range(1, 10)], {})
    assert ([meter.uuid[-1] for meter in made.meters], made.more) == (["9", "8", "7", "6", "5", "4"], 3)

"""A campaign's spending limit on Meta: what it may spend in all, whatever its budgets say and whoever is gone.

It is set when a campaign with daily budgets has an end: the days of its run times a day's budget, and never less than the
account's own least. A later change of an end or a budget widens it first, where it was wide enough for what was to be
spent until then; a tighter one is somebody's will and is left alone. It is never narrowed here.

From Meta's page on campaigns (read in a copy of 2026-09): the unit (Meta's minor unit), the least of about 100 USD, and
that 922337203685478 takes a limit away. Not checked against Meta: that `min_campaign_group_spend_cap` of the account is
that least, that a limit goes with daily budgets on the campaign as with those on ad sets, what the reason reads like when
it is reached. That it does not go with lifetime budgets is a third party's word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any

from facebook_business.adobjects.campaign import Campaign

from integrations import types as t
from integrations.platforms.meta import moments, money
from integrations.platforms.meta.client import GraphApi, list_edge
from tenants import clock

NONE = 922_337_203_685_478
PAGE_SIZE = 200
_SLACK_DAYS = 2  # figures come late, and a day may take three quarters more than its budget
Ends = Mapping[str, datetime | None]


def wanted_cap(plan: t.CampaignPlan, now: datetime) -> int:
    """Return what a plan may spend in all, in Meta's units; 0 where it has no end, or its budgets say so themselves."""
    held = [plan] if plan.budget_level == t.BudgetLevel.CAMPAIGN else plan.ad_groups
    daily = [part.daily_budget_minor for part in held]
    if not plan.end_at or not all(daily):
        return 0
    total = sum(money.to_meta(amount or 0, plan.currency) for amount in daily)
    return total * days_until(plan.end_at, max(plan.start_at or now, now))


def days_until(end: datetime, now: datetime) -> int:
    """Return how many days are left, this one and the last included, on the calendar of the end's own time zone."""
    return max((end.date() - now.astimezone(end.tzinfo).date()).days + 1, 0)


@dataclass(frozen=True, slots=True)
class Course:
    """What a campaign does from now on: Meta's units a day, until its last ad set ends (None: for ever)."""

    daily: int
    end: datetime | None

    def spends(self, now: datetime, *, less_days: int = 0) -> int:
        """Return what it spends from now on; the end must be known."""
        return self.daily * max(days_until(self.end or now, now) - less_days, 0)


@dataclass(frozen=True, slots=True)
class Caps:
    """The spending limits of an account's campaigns."""

    api: GraphApi

    def new_cap(self, account_id: str, plan: t.CampaignPlan) -> dict[str, int]:
        """Return the limit that a new campaign gets; none where the account does not tell its least."""
        wanted = wanted_cap(plan, clock.now())
        least = self.api.get(account_id, fields="min_campaign_group_spend_cap") if wanted else {}
        told = int(least.get("min_campaign_group_spend_cap") or 0)
        return {"spend_cap": max(wanted, told)} if told else {}

    def make_room(
        self, campaign_id: str, *, budgets: Mapping[str, int] | None = None, ends: Ends | None = None
    ) -> None:
        """Widen a campaign's limit for other daily budgets and ends, by the ids of what holds them; a new one may be named.

        Today counts whole, beside what it has cost so far: the limit never stops early, and holds a day too much at most.
        """
        campaign = self.api.get(campaign_id, fields="spend_cap,daily_budget")
        cap = int(campaign.get("spend_cap") or 0)
        if not 0 < cap < NONE:
            return
        now, spent = clock.now(), self._spent(campaign_id)
        before, after = self._courses(campaign_id, campaign, budgets or {}, ends or {})
        if before.end is None or cap < spent + before.spends(now, less_days=_SLACK_DAYS):
            return
        wanted = spent + after.spends(now) if after.end else NONE
        if wanted > cap:
            self.api.post(campaign_id, params={"spend_cap": wanted})

    def _courses(
        self, campaign_id: str, campaign: Mapping[str, Any], budgets: Mapping[str, int], ends: Ends
    ) -> tuple[Course, Course]:
        fields = ["id", "daily_budget", "end_time"]
        rows = list(list_edge(Campaign(campaign_id, api=self.api), "adsets", fields, limit=PAGE_SIZE))
        held = {row["id"]: int(row.get("daily_budget") or 0) for row in rows}
        if own := int(campaign.get("daily_budget") or 0):
            held = {campaign_id: own}
        told = {row["id"]: moments.read(row.get("end_time")) for row in rows}
        return _course(held, told), _course(held | dict(budgets), told | dict(ends))

    def _spent(self, campaign_id: str) -> int:
        """Return what a campaign has spent, in Meta's units, rounded up."""
        answer = self.api.get(campaign_id, "insights", fields="spend,account_currency", date_preset="maximum")
        rows = answer.get("data") or []
        units = (Decimal(row["spend"]) * money.meta_units(row["account_currency"]) for row in rows)
        return sum(int(amount.to_integral_value(ROUND_CEILING)) for amount in units)


def _course(budgets: Mapping[str, int], ends: Ends) -> Course:
    return Course(sum(budgets.values()), moments.last(ends.values()))

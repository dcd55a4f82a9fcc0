"""Changes to what exists: switches, budgets, ends, and the least budget; bids, ads and audiences have modules of their own.

A budget is an object of its own on Google, below the campaign; one that several campaigns share is left alone. Setting
what is already so is no error. The least daily budget is published nowhere: it is read from Google's refusal of a budget
of one billable unit that is only tried out; whether such a try tells it on every account could not be checked.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from integrations import errors as house
from integrations import types as t
from integrations.platforms.google import campaigns, gaql, ids, money
from integrations.platforms.google.aiming import Aims
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.bids import Bids
from integrations.platforms.google.client import Ads
from integrations.platforms.google.creatives import Creatives
from integrations.platforms.google.errors import BelowMinimum

_WORDS = {t.RunStatus.ACTIVE: "ENABLED", t.RunStatus.PAUSED: "PAUSED"}
_KINDS = {t.ObjectKind.CAMPAIGN: "campaign", t.ObjectKind.AD_GROUP: "ad_group", t.ObjectKind.AD: "ad_group_ad"}
_SHARED = "This budget is shared with other campaigns. Change it in Google Ads, or give the campaign its own there."
_BY_DAY = "This campaign has a budget a day. Google cannot turn it into one for the whole time."
_IN_TOTAL = "This campaign has a budget for the whole time. Google cannot turn it into one a day."
_NOT_HERE = "On Google this belongs to the campaign. Change it there."
_BUDGET = (
    "campaign.campaign_budget", "campaign_budget.explicitly_shared", "campaign_budget.period", "campaign_budget.total_amount_micros",
)  # fmt: skip


class Changing:
    """Changes on one account."""

    def __init__(self, ads: Ads, link: t.AccountLink):
        self.ads = ads
        self.link = link

    def set_status(self, ref: t.ObjectRef, value: t.RunStatus) -> None:
        """Switch an object on or off; archiving removes it for good, which Google cannot undo."""
        kind = "asset_group" if ids.is_asset_group(ref) else _KINDS[ref.kind]
        name, batch = ids.resource_name(self.link.external_id, ref), Batch(self.link.external_id)
        if value == t.RunStatus.ARCHIVED:
            batch.remove(kind, name)
        else:
            batch.update(kind, {"resource_name": name, "status": _WORDS[t.RunStatus(value)]}, "status")
        self.ads.mutate(batch.operations)

    def set_budget(self, ref: t.ObjectRef, amount_minor: int, field: t.ChangeField) -> None:
        """Set a campaign's budget, in minor units."""
        total, name = field == t.ChangeField.LIFETIME_BUDGET, f"{field.value}_minor"
        if ref.kind != t.ObjectKind.CAMPAIGN:
            raise _refusal(name, _NOT_HERE)
        row = self._campaign(ref, _BUDGET)
        budget = row.get("campaign_budget", {})
        if budget.get("explicitly_shared"):
            raise _refusal(name, _SHARED)
        is_total = budget.get("period") == "CUSTOM_PERIOD"
        if is_total != total:
            raise _refusal(name, _IN_TOTAL if is_total else _BY_DAY)
        path = "total_amount_micros" if total else "amount_micros"
        changed = {
            "resource_name": row["campaign"]["campaign_budget"],
            path: money.to_micros(amount_minor, self.link.currency),
        }
        batch = Batch(self.link.external_id)
        batch.update("campaign_budget", changed, path)
        self.ads.mutate(batch.operations)

    def set_bid(self, ref: t.ObjectRef, bid: t.Bid) -> None:
        """Set how a campaign bids, or an ad group's bid per click."""
        Bids(self.ads, self.link).change(ref, bid)

    def set_creative(self, ref: t.ObjectRef, change: t.CreativeChange) -> None:
        """Give an ad new words, pictures or link."""
        Creatives(self.ads, self.link).change(ref, change)

    def set_targeting(self, ref: t.ObjectRef, change: t.TargetingChange) -> None:
        """Show an ad group to other people."""
        Aims(self.ads, self.link).change(ref, change)

    def set_end(self, ref: t.ObjectRef, at: datetime | None) -> None:
        """Move a campaign's last second, or let it run on."""
        if ref.kind != t.ObjectKind.CAMPAIGN:
            raise _refusal("end_at", _NOT_HERE)
        made = {"resource_name": ids.resource_name(self.link.external_id, ref)}
        if at:
            made["end_date_time"] = campaigns.moment(at, self.link.time_zone)
        batch = Batch(self.link.external_id)
        batch.update("campaign", made, "end_date_time")
        self.ads.mutate(batch.operations)

    def declare(self, campaigns: Sequence[str]) -> None:
        """Declare that campaigns (by id) hold no political advertising for the EU; no other field is sent."""
        batch = Batch(self.link.external_id)
        field = "contains_eu_political_advertising"
        for number in campaigns:
            name = ids.resource_name(self.link.external_id, t.ObjectRef(t.ObjectKind.CAMPAIGN, number))
            batch.update("campaign", {"resource_name": name, field: "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING"}, field)
        self.ads.mutate(batch.operations)

    def least_daily_minor(self) -> int:
        """Return the least daily budget."""
        batch = Batch(self.link.external_id)
        least = money.to_micros(1, self.link.currency)
        batch.create(
            "campaign_budget", {"amount_micros": least, "explicitly_shared": False, "delivery_method": "STANDARD"}
        )
        try:
            self.ads.mutate(batch.operations, validate_only=True)
        except BelowMinimum as error:
            least = error.least_micros
        return money.from_micros(least, self.link.currency) or 1

    def _campaign(self, ref: t.ObjectRef, fields: tuple[str, ...]) -> Mapping[str, Any]:
        name = gaql.quote(ids.resource_name(self.link.external_id, ref))
        there = (f"campaign.resource_name = {name}", "campaign.status != 'REMOVED'")
        row = next(self.ads.rows(gaql.select(fields, "campaign", *there)), None)
        if row is None:
            raise house.ObjectNotFound("Google does not find this campaign any more.")
        return row


def _refusal(field: str, text: str) -> house.InvalidRequest:
    return house.InvalidRequest(text, fields={field: text})

"""Reads what is on an account: one query for each kind of object, all in the order of the campaigns, joined here.

The campaigns are read first and held: what kinds there are decides what else is asked, since each query is an operation
of a scarce quota. Of what is in them one campaign's is held at a time; removed objects are left out. What an object does
is what Google says of it (`primary_status`), so that no kind needs another.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from integrations import errors
from integrations import types as t
from integrations.platforms.google import bidding, delivery, gaql, ids, money
from integrations.platforms.google.client import Ads
from integrations.platforms.google.queries import AD, AD_GROUP, ASSET_GROUP, CAMPAIGN, ByCampaign, Row, query


class Reader:
    """Turns rows into what the house observes; money in the account's currency, clocks in its time zone."""

    def __init__(self, ads: Ads, link: t.AccountLink):
        self.ads = ads
        self.link = link

    def rows(self, fields: Sequence[str], resource: str, *conditions: str, wanted: bool = True) -> ByCampaign:
        """Return everything of a kind; nothing, without asking, where it is not wanted."""
        return ByCampaign(self.ads.rows(query(fields, resource, *conditions)) if wanted else iter(()))

    def campaigns(self) -> tuple[list[Row], bool, bool]:
        """Return the campaigns, and whether there are any with ad groups, and any with asset groups."""
        found = list(self.ads.rows(query(CAMPAIGN, "campaign")))
        kinds = {row["campaign"].get("advertising_channel_type", "") for row in found}
        return found, bool(kinds - {"PERFORMANCE_MAX"}), "PERFORMANCE_MAX" in kinds

    def observed(self) -> Iterator[t.Observed]:
        """Yield every object, a campaign before what is in it."""
        campaigns, has_groups, has_sets = self.campaigns()
        groups = self.rows(AD_GROUP, "ad_group", wanted=has_groups)
        ads = self.rows(AD, "ad_group_ad", wanted=has_groups)
        sets = self.rows(ASSET_GROUP, "asset_group", wanted=has_sets)
        for row in campaigns:
            number = int(row["campaign"]["id"])
            yield self.campaign(row)
            yield from map(self.ad_group, groups.take(number))
            yield from map(self.ad, ads.take(number))
            for group in sets.take(number):
                yield self.asset_group(group)
                yield self.asset_group(group, as_ad=True)

    def campaign(self, row: Row) -> t.Observed:
        """Read a campaign, with its budget and bid."""
        own, budget = row["campaign"], row.get("campaign_budget", {})
        is_total = budget.get("period") == "CUSTOM_PERIOD" or budget.get("total_amount_micros")
        return t.Observed(
            **self._state(own, t.ObjectKind.CAMPAIGN, own["id"], own.get("name", "")),
            daily_budget_minor=None if is_total else self._minor(budget.get("amount_micros")),
            lifetime_budget_minor=self._minor(budget.get("total_amount_micros")),
            start_at=self._moment(own.get("start_date_time")),
            end_at=self._moment(own.get("end_date_time")),
            bid=bidding.read_bid(own, self.link.currency),
            learning=delivery.read_learning(own.get("bidding_strategy_system_status", "")),
        )

    def ad_group(self, row: Row) -> t.Observed:
        """Read an ad group; its bid is the one per click, where the campaign bids so."""
        own = row["ad_group"]
        is_manual = row.get("campaign", {}).get("bidding_strategy_type") in ("MANUAL_CPC", "ENHANCED_CPC")
        amount = self._minor(own.get("cpc_bid_micros")) if is_manual else None
        return t.Observed(
            **self._state(own, t.ObjectKind.AD_GROUP, own["id"], own.get("name", "")),
            bid=t.Bid(t.BidStrategy.MANUAL, amount) if amount else None,
        )

    def asset_group(self, row: Row, *, as_ad: bool = False) -> t.Observed:
        """Read an asset group, as the ad group or as the ad that it stands for."""
        own = row["asset_group"]
        group = f"{ids.GROUP}~{own['id']}"
        kind, key = (t.ObjectKind.AD, ids.asset_group_ad(group)) if as_ad else (t.ObjectKind.AD_GROUP, group)
        return t.Observed(
            **self._state(own, kind, key, own.get("name", "")),
            review=delivery.read_review(own) if as_ad else t.Review.UNKNOWN,
        )

    def ad(self, row: Row) -> t.Observed:
        """Read an ad; most kinds have no name, so that their number stands in."""
        own = row["ad_group_ad"]
        number = own["ad"]["id"]
        key = f"{row['ad_group']['id']}~{number}"
        name = own["ad"].get("name") or f"Ad {number}"
        return t.Observed(
            **self._state(own, t.ObjectKind.AD, key, name), review=delivery.read_review({"policy_summary": {}} | own)
        )

    def _state(self, own: Row, kind: t.ObjectKind, key: str, name: str) -> dict[str, Any]:
        state, reason = delivery.read_delivery(own)
        return {
            "ref": t.ObjectRef(kind, str(key)),
            "name": name,
            "run_status": delivery.run_status(own.get("status", "")),
            "delivery": state,
            "platform_word": own.get("primary_status", ""),
            "reason": reason,
        }

    def _minor(self, micros: str | None) -> int | None:
        return money.from_micros(micros, self.link.currency)

    def _moment(self, text: str | None) -> datetime | None:
        """Read a campaign's clock. Google gives campaigns without an end one in 2037, which is none."""
        if not text or text.startswith("2037-"):
            return None
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.link.time_zone)).astimezone(UTC)


def observe_object(reader: Reader, ref: t.ObjectRef) -> t.Observed:
    """Read one object, whatever its status; raises ObjectNotFound when it was removed or never was."""
    is_group = ids.is_asset_group(ref)
    resource = "asset_group" if is_group else {"ad": "ad_group_ad"}.get(ref.kind.value, ref.kind.value)
    fields = {"campaign": CAMPAIGN, "ad_group": AD_GROUP, "asset_group": ASSET_GROUP, "ad_group_ad": AD}[resource]
    name = ids.resource_name(reader.link.external_id, ref)
    row = next(reader.ads.rows(gaql.select(fields, resource, f"{resource}.resource_name = {gaql.quote(name)}")), None)
    if row is None or row[resource].get("status") == "REMOVED":
        raise errors.ObjectNotFound("It was removed on Google.")
    if is_group:
        return reader.asset_group(row, as_ad=ref.kind == t.ObjectKind.AD)
    return {"campaign": reader.campaign, "ad_group": reader.ad_group, "ad_group_ad": reader.ad}[resource](row)

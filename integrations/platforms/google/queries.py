"""What is asked of each kind of object, and how the answers are joined. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from integrations.platforms.google import gaql

_STATE = ("resource_name", "status", "primary_status", "primary_status_reasons")
CAMPAIGN = (
    *[f"campaign.{name}" for name in (*_STATE, "id", "name")],
    "campaign.advertising_channel_type", "campaign.start_date_time", "campaign.end_date_time",
    "campaign.bidding_strategy_type", "campaign.bidding_strategy_system_status",
    "campaign.maximize_conversions.target_cpa_micros", "campaign.maximize_conversion_value.target_roas",
    "campaign.target_cpa.target_cpa_micros", "campaign.target_roas.target_roas", "campaign.target_spend.cpc_bid_ceiling_micros",
    "campaign.network_settings.target_search_network",
    "campaign_budget.amount_micros", "campaign_budget.total_amount_micros", "campaign_budget.period",
)  # fmt: skip
AD_GROUP = (
    "campaign.id",
    "campaign.bidding_strategy_type",
    *[f"ad_group.{name}" for name in (*_STATE, "id", "name", "cpc_bid_micros")],
)
ASSET_GROUP = ("campaign.id", *[f"asset_group.{name}" for name in (*_STATE, "id", "name")])
AD = (
    "campaign.id", "ad_group.id", *[f"ad_group_ad.{name}" for name in _STATE], "ad_group_ad.policy_summary.approval_status",
    "ad_group_ad.policy_summary.review_status", "ad_group_ad.policy_summary.policy_topic_entries",
    "ad_group_ad.ad.id", "ad_group_ad.ad.name", "ad_group_ad.ad.type",
)  # fmt: skip
Row = Mapping[str, Any]
_THERE = {
    "campaign": ("campaign",),
    "ad_group": ("campaign", "ad_group"),
    "asset_group": ("campaign", "asset_group"),
    "ad_group_ad": ("campaign", "ad_group", "ad_group_ad"),
}


class ByCampaign:
    """Rows in the order of their campaigns, taken a campaign at a time."""

    def __init__(self, rows: Iterator[Row]):
        self._groups = groupby(rows, key=lambda row: int(row["campaign"]["id"]))
        self._next = next(self._groups, None)

    def take(self, campaign_id: int) -> list[Row]:
        """Return a campaign's rows; those of campaigns before it, which are gone, are passed over."""
        while self._next and self._next[0] < campaign_id:
            self._next = next(self._groups, None)
        if not self._next or self._next[0] != campaign_id:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


def query(fields: Sequence[str], resource: str, *conditions: str) -> str:
    """Return the query for everything of a kind that is not removed, in the order of the campaigns."""
    there = [f"{name}.status != 'REMOVED'" for name in _THERE.get(resource, ("campaign",))]
    return gaql.select(fields, resource, *there, *conditions, order="campaign.id")

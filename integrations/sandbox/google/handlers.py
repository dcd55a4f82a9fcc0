"""Which resources can be made, changed and removed, and by which rules."""

from . import ad_groups, ads, asset_groups, assets, budgets, campaigns, criteria, goals, links
from .batch import Handler

HANDLERS: dict[str, Handler] = {
    "campaign_budget": budgets.HANDLER,
    "campaign": campaigns.HANDLER,
    "campaign_criterion": criteria.IN_CAMPAIGN,
    "campaign_conversion_goal": goals.IN_CAMPAIGN,
    "ad_group": ad_groups.HANDLER,
    "ad_group_criterion": criteria.IN_GROUP,
    "ad_group_ad": ads.HANDLER,
    "asset": assets.HANDLER,
    "campaign_asset": links.IN_CAMPAIGN,
    "asset_group": asset_groups.HANDLER,
    "asset_group_asset": links.IN_GROUP,
    "asset_group_signal": criteria.SIGNAL,
    "conversion_action": goals.ACTION,
}

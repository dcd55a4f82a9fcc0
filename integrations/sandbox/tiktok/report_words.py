"""What reports know by name: levels, dimensions, filters, attributes, measures, and which measures go with an audience.

Audiences: TikTok's pages "Audience reports" and "Supported metrics for a dimension in audience reports", read in a copy of
about 2026-04. That only age and gender go together, and the words for devices, are from memory.
"""

from ..market.audience import By

LEVELS = {
    "AUCTION_ADVERTISER": ("advertiser_id",), "AUCTION_CAMPAIGN": ("campaign_id",), "AUCTION_ADGROUP": ("adgroup_id",),
    "AUCTION_AD": ("ad_id", "ad_id_v2"),
}  # fmt: skip
DAY, HOUR = "stat_time_day", "stat_time_hour"
TIMES = (DAY, HOUR)
SPLITS = {"country_code": By.COUNTRY, "age": By.AGE, "gender": By.GENDER, "platform": By.DEVICE}
FILTERS = (
    "campaign_ids", "adgroup_ids", "ad_ids", "ad_ids_v2", "campaign_status", "adgroup_status", "ad_status", "objective_type",
)  # fmt: skip
ATTRIBUTES = (
    "campaign_id", "campaign_name", "objective_type", "adgroup_id", "adgroup_name", "ad_id", "ad_id_v2", "ad_name", "ad_text",
    "currency", "advertiser_id", "advertiser_name", "placement_type", "promotion_type", "billing_event", "budget",
    "campaign_automation_type", "opt_status", "call_to_action",
)  # fmt: skip
AUDIENCE_MEASURES = (
    "spend", "impressions", "gross_impressions", "clicks", "cpc", "cpm", "ctr", "conversion", "cost_per_conversion",
    "conversion_rate", "real_time_conversion", "real_time_cost_per_conversion", "result", "cost_per_result", "result_rate",
    "video_play_actions", "video_watched_2s", "video_watched_6s", "average_video_play", "likes", "comments", "shares",
    "follows", "profile_visits", "video_views_p25", "video_views_p50", "video_views_p75", "video_views_p100",
)  # fmt: skip
WATCHED = {
    "video_play_actions": "plays", "video_views_p25": "to_25", "video_views_p50": "to_50", "video_views_p75": "to_75",
    "video_views_p100": "to_100",
}  # fmt: skip
"""Plays by how far they came, and what they are called in the market."""
MEASURES = (
    *AUDIENCE_MEASURES, "billed_cost", "reach", "frequency", "cost_per_1000_reached", "conversion_rate_v2", "engaged_view",
    "complete_payment", "complete_payment_rate", "cost_per_complete_payment", "total_complete_payment_rate",
    "value_per_complete_payment", "complete_payment_roas", "app_install", "cost_per_app_install", "form",
    "cost_per_form", "onsite_form", "total_purchase", "total_purchase_value", "total_registration", "onsite_shopping",
    "total_onsite_shopping_value",
)  # fmt: skip
PARTS = {
    "13-17": "AGE_13_17", "18-24": "AGE_18_24", "25-34": "AGE_25_34", "35-44": "AGE_35_44", "45-54": "AGE_45_54",
    "55-64": "AGE_55_100", "65+": "AGE_55_100", "women": "FEMALE", "men": "MALE", "iphone": "IPHONE", "ipad": "IPAD",
    "android_phone": "ANDROID", "android_tablet": "ANDROID", "computer": "PC", "unknown": "NONE",
}  # fmt: skip
CUT = "Number of ad ids is equal or more than 20k, only return the top 20k id's results, sorting by create time desc order."

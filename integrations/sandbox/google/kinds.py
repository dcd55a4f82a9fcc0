"""The kinds of resources: their names in GAQL, in resource names, in the protos; how they are told apart and hang together.

In the store a resource has the kind `google.<name>` and, as id, the last part of its resource name (`123`, `12~34`).
"""

from dataclasses import dataclass

from ..store import Thing
from ..world import World


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` as in GAQL; `above` are the resources whose fields may be asked for with it; `owner` its parent's field."""

    name: str
    collection: str
    message: str
    above: tuple[str, ...] = ()
    owner: str = ""
    has_metrics: bool = False
    is_ours: bool = True

    @property
    def stored(self) -> str:
        return f"google.{self.name}"


_OF_PEOPLE = ("ad_group_criterion", "ad_group", "campaign", "customer")
_LIST = (
    Kind("customer", "customers", "Customer", has_metrics=True),
    Kind("customer_client", "customerClients", "CustomerClient", ("customer",)),
    Kind("campaign_budget", "campaignBudgets", "CampaignBudget", ("customer",)),
    Kind("campaign", "campaigns", "Campaign", ("customer", "campaign_budget"), "campaign_budget", True),
    Kind("campaign_criterion", "campaignCriteria", "CampaignCriterion", ("campaign", "customer"), "campaign"),
    Kind("ad_group", "adGroups", "AdGroup", ("campaign", "customer"), "campaign", True),
    Kind("ad_group_criterion", "adGroupCriteria", "AdGroupCriterion", ("ad_group", "campaign", "customer"), "ad_group"),
    Kind("ad_group_ad", "adGroupAds", "AdGroupAd", ("ad_group", "campaign", "customer"), "ad_group", True),
    Kind("asset", "assets", "Asset", ("customer",)),
    Kind("campaign_asset", "campaignAssets", "CampaignAsset", ("asset", "campaign", "customer"), "campaign"),
    Kind("asset_group", "assetGroups", "AssetGroup", ("campaign", "customer"), "campaign", True),
    Kind(
        "asset_group_asset", "assetGroupAssets", "AssetGroupAsset",
        ("asset", "asset_group", "campaign", "customer"), "asset_group",
    ),
    Kind(
        "asset_group_signal", "assetGroupSignals", "AssetGroupSignal",
        ("asset_group", "campaign", "customer"), "asset_group",
    ),
    Kind("conversion_action", "conversionActions", "ConversionAction", ("customer",)),
    Kind("customer_conversion_goal", "customerConversionGoals", "CustomerConversionGoal", ("customer",)),
    Kind(
        "campaign_conversion_goal", "campaignConversionGoals", "CampaignConversionGoal", ("campaign", "customer"), "campaign"
    ),
    Kind("user_location_view", "userLocationViews", "UserLocationView", ("ad_group", "campaign", "customer"), "", True),
    Kind("geographic_view", "geographicViews", "GeographicView", ("ad_group", "campaign", "customer"), "", True),
    Kind("age_range_view", "ageRangeViews", "AgeRangeView", _OF_PEOPLE, "ad_group", True),
    Kind("gender_view", "genderViews", "GenderView", _OF_PEOPLE, "ad_group", True),
    Kind("billing_setup", "billingSetups", "BillingSetup", ("customer",)),
    Kind("video", "videos", "Video", ("customer",)),
    Kind("user_list", "userLists", "UserList", ("customer",)),
    Kind("you_tube_video_upload", "youTubeVideoUploads", "YouTubeVideoUpload", ("customer",)),
    Kind("change_event", "changeEvents", "ChangeEvent", ("ad_group", "campaign", "customer")),
    Kind("geo_target_constant", "geoTargetConstants", "GeoTargetConstant", is_ours=False),
    Kind("language_constant", "languageConstants", "LanguageConstant", is_ours=False),
    Kind("currency_constant", "currencyConstants", "CurrencyConstant", is_ours=False),
    Kind("user_interest", "userInterests", "UserInterest"),
)  # fmt: skip

KINDS = {kind.name: kind for kind in _LIST}
BY_COLLECTION = {kind.collection: kind for kind in _LIST}
BY_STORED = {kind.stored: kind for kind in _LIST}


def resource_name(thing: Thing) -> str:
    """Return `customers/1/campaigns/2`, or `geoTargetConstants/2372` for what belongs to nobody."""
    kind = BY_STORED[thing.kind]
    tail = f"{kind.collection}/{thing.id}"
    return f"customers/{thing.account}/{tail}" if kind.is_ours else tail


def last(name: str) -> str:
    """Return the id in a resource name."""
    return str(name or "").rpartition("/")[2]


def new_number(world: World) -> str:
    """Return an id as Google gives them: eleven digits, never given twice."""
    number = world.store.next_number("google")
    return f"2{number * 7919 % 1_000:03d}{number:07d}"

"""What figures can be split by, as addresses and the API name it."""

from enum import StrEnum


class Split(StrEnum):
    """What metrics can be split by. Days, weeks (from Monday on) and months are the accounts' own; hours (0 to 23) are
    kept for 14 days and as known now only. A currency is as the platform reports it, also where money is converted.

    Conversion actions have conversions and value only, and overlap: they never add up. Parts of an audience (country,
    device, age, gender) are of campaigns, as known now; platforms leave out whom they know too little about.

    Parts of an ad (image, video, headline, call to action, tag) overlap too: an ad with three headlines counts whole under
    each. They are what the ad shows today, whatever it showed before; an ad that has none is in no group.
    """

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    HOUR = "hour"
    PLATFORM = "platform"
    ACCOUNT = "account"
    CAMPAIGN = "campaign"
    PLATFORM_CAMPAIGN = "platform_campaign"
    AD_GROUP = "ad_group"
    AD = "ad"
    CURRENCY = "currency"
    ACTION = "action"
    COUNTRY = "country"
    DEVICE = "device"
    AGE = "age"
    GENDER = "gender"
    IMAGE = "image"
    VIDEO = "video"
    HEADLINE = "headline"
    CALL_TO_ACTION = "call_to_action"
    TAG = "tag"


ASSETS = (Split.IMAGE, Split.VIDEO)
ELEMENTS = (*ASSETS, Split.HEADLINE, Split.CALL_TO_ACTION, Split.TAG)
"""What an ad has one or several of."""
OVERLAPPING = (Split.ACTION, *ELEMENTS)
"""Whose rows never add up to the whole."""
OBJECTS = (Split.ACCOUNT, Split.CAMPAIGN, Split.PLATFORM_CAMPAIGN, Split.AD_GROUP, Split.AD, *ASSETS)
"""What has an id and a name, from the widest to the finest."""

SAVED_PAGE = "explore"
"""The analyst's page, among the pages of which views are kept; and its parameters, as an address has them in order."""
KEPT = (
    "by", "period", "since", "until", "compare", "currency", "account", "platform", "campaign", "part", "sort", "as_of",
    "maturity", "column", "own",
)  # fmt: skip

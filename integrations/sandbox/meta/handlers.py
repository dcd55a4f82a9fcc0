"""Everything that answers a call: importing these modules registers their edges and fields."""

from . import (
    accounts,
    ads,
    adsets,
    campaigns,
    creatives,
    forms,
    images,
    insights,
    presence,
    search,
    spend_caps,
    video_uploads,
    videos,
)

HANDLERS = (
    accounts, presence, search, campaigns, spend_caps, adsets, creatives, images, videos, video_uploads, forms, ads, insights,
)  # fmt: skip

"""A campaign to make: what an adapter turns into a platform's objects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO

from integrations.types.words import (
    AppStore,
    BidStrategy,
    BudgetLevel,
    Channel,
    Gender,
    MatchType,
    MediaState,
    ObjectKind,
    Purpose,
    RunStatus,
    SpecialCategory,
)


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image to upload; `read` gives the bytes, so that they are not held in memory before they are needed."""

    sha256: str
    file_name: str
    read: Callable[[], bytes] = field(repr=False, compare=False)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class VideoFile:
    """A video to upload; `open` gives a stream from its start. `cover` is the picture shown before it plays."""

    sha256: str
    file_name: str
    byte_size: int
    open: Callable[[], BinaryIO] = field(repr=False, compare=False)
    width: int = 0
    height: int = 0
    duration_s: float = 0
    cover: ImageFile | None = None


@dataclass(frozen=True, slots=True)
class UploadedMedia:
    """A file on the platform: its id, whether it can be used yet, and the platform's words when it cannot."""

    external_id: str
    state: MediaState = MediaState.READY
    reason: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bid:
    """How the platform bids. `amount_minor` is per click, conversion or result, as the strategy says; `roas` 3.5 = 350 %."""

    strategy: BidStrategy
    amount_minor: int | None = None
    roas: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place by the platform's own key, as `search_targeting` gives it; `kind` is the platform's word (city, region)."""

    key: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Radius:
    """A circle on the map, in degrees and kilometres."""

    latitude: Decimal
    longitude: Decimal
    km: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Keyword:
    text: str
    match: MatchType = MatchType.PHRASE


@dataclass(frozen=True, slots=True)
class Targeting:
    """Whom an ad group is shown to. Countries are ISO 3166-1 alpha-2, languages ISO 639-1; an empty tuple means all.

    Interests and audiences are the platform's keys. `placements` narrows where it shows, in the platform's own words.
    """

    countries: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    radii: tuple[Radius, ...] = ()
    languages: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    genders: tuple[Gender, ...] = ()
    interests: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    excluded_audiences: tuple[str, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    negative_keywords: tuple[Keyword, ...] = ()
    placements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a carousel."""

    headline: str
    link: str
    image: ImageFile
    description: str = ""


@dataclass(frozen=True, slots=True)
class AdPlan:
    """One ad. Texts in the order of preference: a platform that takes one takes the first; one that takes several gets
    as many as it takes. With `cards` it is a carousel, else with `videos` a video, else pictures (or words alone)."""

    key: str
    name: str
    link: str
    primary_texts: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    long_headlines: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    call_to_action: str = "learn_more"
    business_name: str = ""
    images: tuple[ImageFile, ...] = ()
    logos: tuple[ImageFile, ...] = ()
    videos: tuple[VideoFile, ...] = ()
    cards: tuple[Card, ...] = ()
    display_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdGroupPlan:
    """Ads that share an audience; a budget only where the plan's `budget_level` is the ad group."""

    key: str
    name: str
    targeting: Targeting
    ads: tuple[AdPlan, ...]
    daily_budget_minor: int | None = None
    lifetime_budget_minor: int | None = None


@dataclass(frozen=True, slots=True)
class PromotedApp:
    """An app to install. `store_id` is the store's (com.example.app, or digits); `external_id` the platform's own."""

    store: AppStore
    store_id: str
    store_url: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class LeadForm:
    """A form that opens inside the platform. With `external_id` an existing one is used and nothing is made.

    `questions` are standard ones (`full_name`, `email`, `phone`, `postcode`, `company`) or our own, in people's words.
    """

    headline: str
    description: str
    questions: tuple[str, ...]
    privacy_url: str
    thanks: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign to make, always made switched off. Exactly one of the budgets is set (in each ad group instead, where
    `budget_level` says so). `operation_id` goes into the objects' names, so that a lost answer can be looked up;
    `key`s are stable over retries. `channel` None: the adapter's own choice for the purpose. `conversion` is the
    platform's id of what counts (Google's conversion action); empty: the account's `presence`."""

    operation_id: str
    name: str
    purpose: Purpose
    currency: str
    ad_groups: tuple[AdGroupPlan, ...]
    daily_budget_minor: int | None = None
    lifetime_budget_minor: int | None = None
    budget_level: BudgetLevel = BudgetLevel.CAMPAIGN
    start_at: datetime | None = None
    end_at: datetime | None = None
    bid: Bid | None = None
    channel: Channel | None = None
    conversion: str = ""
    app: PromotedApp | None = None
    lead_form: LeadForm | None = None
    special_categories: tuple[SpecialCategory, ...] = ()
    special_category_countries: tuple[str, ...] = ()
    is_eu_political: bool = False


@dataclass(frozen=True, slots=True)
class CreativeChange:
    """New words, pictures or link for an ad that exists. `plan` holds that one ad; its `operation_id` is this change's."""

    plan: CampaignPlan
    ad_key: str


@dataclass(frozen=True, slots=True)
class TargetingChange:
    """Another audience for an ad group that exists. `plan` holds that ad group with its ads, and the campaign's others with
    whom they should aim at by now; nothing of those is changed but what the platform keeps for the whole campaign."""

    plan: CampaignPlan
    group_key: str


FieldValue = RunStatus | str | int | datetime | None | Bid | CreativeChange | TargetingChange
"""What a field of something that exists can be set to; see `ChangeField`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One named step of making a campaign; `label` is for people. `target_key` names the ad group or ad it makes."""

    key: str
    label: str
    makes: ObjectKind | None = None
    target_key: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An object that a step made besides its own; `target_key` is the key of the ad group or ad in the plan."""

    kind: ObjectKind
    target_key: str
    external_id: str


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step made: the platform's id, what later steps need to know (JSON), and what else came with it."""

    external_id: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[Made, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What the platform would refuse, before anything is made: what is wrong and what to do. `field` is ours, or empty.

    `ad_key` names the one ad that would be refused, where the rest of the plan would pass without it.
    """

    field: str
    text: str
    ad_key: str = ""

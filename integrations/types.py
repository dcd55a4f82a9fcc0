"""What an adapter takes and gives: frozen, plain, without ORM. Money is integer minor units with its ISO currency
(budgets, bids) or micros (reported spend and value); moments are aware UTC; dates are days in the account's time zone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Platform(StrEnum):
    GOOGLE = "google"
    META = "meta"
    TIKTOK = "tiktok"


class Purpose(StrEnum):
    LEAD_GENERATION = "lead_generation"
    SALES = "sales"
    BRAND_AWARENESS = "brand_awareness"
    APP_INSTALLS = "app_installs"
    EVENT_PROMOTION = "event_promotion"
    STORE_VISITS = "store_visits"
    RETARGETING = "retargeting"
    TRAFFIC = "traffic"


class Delivery(StrEnum):
    """Observed delivery state (vocabulary)."""

    IN_REVIEW = "in_review"
    LEARNING = "learning"
    DELIVERING = "delivering"
    LIMITED = "limited"
    NOT_DELIVERING = "not_delivering"
    REJECTED = "rejected"
    ENDED = "ended"
    UNKNOWN = "unknown"


class RunStatus(StrEnum):
    """Whether the platform's own switch is on, as it says."""

    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


class ObjectKind(StrEnum):
    CAMPAIGN = "campaign"
    AD_GROUP = "ad_group"
    AD = "ad"


class BudgetLevel(StrEnum):
    CAMPAIGN = "campaign"
    AD_GROUP = "ad_group"


class AccountStatus(StrEnum):
    """An ad account's status (vocabulary)."""

    ACTIVE = "active"
    PAUSED = "paused"
    ERROR = "error"


class SyncStatus(StrEnum):
    """How the last reading of an ad account went (vocabulary)."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCESS = "success"
    AUTH_ERROR = "auth_error"
    ERROR = "error"


class SyncKind(StrEnum):
    """What was read from an ad account."""

    OBJECTS = "objects"
    METRICS = "metrics"


class ConnectionStatus(StrEnum):
    """Whether a connection's token works."""

    ACTIVE = "active"
    AUTH_ERROR = "auth_error"
    DISCONNECTED = "disconnected"


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """What an authorisation gives. Never logged: the tokens are left out of its repr."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False, default="")
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()
    external_user_id: str = ""
    user_label: str = ""


@dataclass(frozen=True, slots=True)
class RemoteAccount:
    """An ad account as the platform lists it; `needs` are sentences about what is missing before an ad can run.

    `presence` says who the ads speak for and what counts as a conversion: `page_id`, `page_name`, `pixel_id`.
    """

    external_id: str
    name: str
    currency: str
    time_zone: str
    is_usable: bool = True
    status_words: str = ""
    needs: tuple[str, ...] = ()
    presence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class App:
    """The operator's app on a platform. Empty addresses mean the platform's own hosts."""

    app_id: str
    app_secret: str = field(repr=False)
    api_url: str = ""
    consent_url: str = ""


@dataclass(frozen=True, slots=True)
class AccountLink:
    """What an adapter needs to reach one ad account. Never logged: the token is left out of its repr."""

    external_id: str
    currency: str
    time_zone: str
    access_token: str = field(repr=False)
    presence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """One object on a platform."""

    kind: ObjectKind
    external_id: str


@dataclass(frozen=True, slots=True)
class Observed:
    """What the platform says of one object. `daily_budget_minor` is None where it has none at this level."""

    ref: ObjectRef
    name: str
    run_status: RunStatus
    delivery: Delivery
    platform_word: str = ""
    reason: str = ""
    daily_budget_minor: int | None = None
    lifetime_budget_minor: int | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RemoteAd:
    observed: Observed
    link: str = ""
    primary_text: str = ""
    headline: str = ""
    description: str = ""
    call_to_action: str = ""
    image_url: str = ""


@dataclass(frozen=True, slots=True)
class RemoteAdGroup:
    observed: Observed
    countries: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    ads: tuple[RemoteAd, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoteCampaign:
    """A campaign with everything below it, as it is on the platform."""

    observed: Observed
    purpose: Purpose | None
    objective_word: str
    budget_level: BudgetLevel
    ad_groups: tuple[RemoteAdGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image to upload; `read` gives the bytes, so that they are not held in memory before they are needed."""

    sha256: str
    file_name: str
    read: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class AdPlan:
    key: str
    name: str
    link: str
    primary_text: str
    headline: str
    description: str
    call_to_action: str
    image: ImageFile


@dataclass(frozen=True, slots=True)
class AdGroupPlan:
    key: str
    name: str
    countries: tuple[str, ...]
    ads: tuple[AdPlan, ...]
    age_min: int | None = None
    age_max: int | None = None


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign to make, always made switched off. `operation_id` goes into the objects' names, so that a lost
    answer can be looked up; `key`s are stable over retries."""

    operation_id: str
    name: str
    purpose: Purpose
    currency: str
    daily_budget_minor: int
    ad_groups: tuple[AdGroupPlan, ...]
    start_at: datetime | None = None
    end_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One named step of making a campaign; `label` is for people. `target_key` names the ad group or ad it makes."""

    key: str
    label: str
    makes: ObjectKind | None = None
    target_key: str = ""


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step made: the platform's id, and what later steps need to know."""

    external_id: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What the platform would refuse, before anything is made; `field` is ours, or empty."""

    field: str
    text: str


class ChangeField(StrEnum):
    """What can be changed on an existing object."""

    STATUS = "status"
    DAILY_BUDGET = "daily_budget"


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One ad's figures of one day (or hour), as the platform reports them now."""

    day: date
    campaign_external_id: str
    ad_group_external_id: str
    ad_external_id: str
    impressions: int
    clicks: int
    spend_micros: int
    conversions: Decimal
    value_micros: int
    hour: int | None = None

"""The vocabulary of the ad platforms: each list is one of `vocabulary`'s, or a platform's own put into our words."""

from enum import StrEnum


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


class Channel(StrEnum):
    """Where a campaign on Google shows its ads; the other platforms have one channel."""

    SEARCH = "search"
    DISPLAY = "display"
    DEMAND_GEN = "demand_gen"
    PERFORMANCE_MAX = "performance_max"
    APP = "app"


class BidStrategy(StrEnum):
    MANUAL = "manual"
    MAXIMIZE_CLICKS = "maximize_clicks"
    MAXIMIZE_CONVERSIONS = "maximize_conversions"
    MAXIMIZE_VALUE = "maximize_value"
    TARGET_CPA = "target_cpa"
    TARGET_ROAS = "target_roas"
    COST_CAP = "cost_cap"
    BID_CAP = "bid_cap"


class Delivery(StrEnum):
    """Observed delivery state."""

    IN_REVIEW = "in_review"
    LEARNING = "learning"
    DELIVERING = "delivering"
    LIMITED = "limited"
    NOT_DELIVERING = "not_delivering"
    REJECTED = "rejected"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Learning(StrEnum):
    """How far a platform has come in learning whom to show an ad group to; `limited`: too few results to learn from."""

    LEARNING = "learning"
    LEARNED = "learned"
    LIMITED = "limited"
    UNKNOWN = "unknown"


class Review(StrEnum):
    """What the platform's reviewers say of an ad; `limited`: it may run, but not everywhere."""

    PENDING = "pending"
    APPROVED = "approved"
    LIMITED = "limited"
    REJECTED = "rejected"
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


class ChangeField(StrEnum):
    """What can be changed on an existing object, and what the value is."""

    STATUS = "status"  # RunStatus
    DAILY_BUDGET = "daily_budget"  # int, minor units
    LIFETIME_BUDGET = "lifetime_budget"  # int, minor units
    BID = "bid"  # plans.Bid
    CREATIVE = "creative"  # plans.CreativeChange
    TARGETING = "targeting"  # plans.TargetingChange
    END = "end"  # datetime, the last second; None: no end


class AccountStatus(StrEnum):
    """An ad account's status."""

    ACTIVE = "active"
    PAUSED = "paused"
    ERROR = "error"


class SyncStatus(StrEnum):
    """How the last reading of an ad account went."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCESS = "success"
    AUTH_ERROR = "auth_error"
    ERROR = "error"


class SyncKind(StrEnum):
    """What was read from an ad account."""

    OBJECTS = "objects"
    METRICS = "metrics"
    HEALTH = "health"


class ConnectionStatus(StrEnum):
    """Whether a connection's token works."""

    ACTIVE = "active"
    AUTH_ERROR = "auth_error"
    DISCONNECTED = "disconnected"


class Gender(StrEnum):
    WOMEN = "women"
    MEN = "men"


class MatchType(StrEnum):
    """How closely a search must fit a keyword."""

    EXACT = "exact"
    PHRASE = "phrase"
    BROAD = "broad"


class SpecialCategory(StrEnum):
    """What an ad is about where the law restricts whom it may be shown to."""

    EMPLOYMENT = "employment"
    HOUSING = "housing"
    CREDIT = "credit"
    POLITICS = "politics"
    GAMBLING = "gambling"


class AppStore(StrEnum):
    GOOGLE_PLAY = "google_play"
    APP_STORE = "app_store"


class TargetingKind(StrEnum):
    """What can be searched for on a platform to aim at."""

    PLACE = "place"
    INTEREST = "interest"
    LANGUAGE = "language"
    AUDIENCE = "audience"


class MediaState(StrEnum):
    """Whether an uploaded video can be used."""

    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class MetricLevel(StrEnum):
    CAMPAIGN = "campaign"
    AD_GROUP = "ad_group"
    AD = "ad"
    ALL = "all"
    """The ads' rows, and each campaign's own totals (rows without ad group and ad), read after the ads'."""


class ConversionKind(StrEnum):
    """What a conversion action counts."""

    PURCHASE = "purchase"
    LEAD = "lead"
    INSTALL = "install"
    SIGN_UP = "sign_up"
    OTHER = "other"


class Breakdown(StrEnum):
    """By which part of the audience a platform splits its figures."""

    COUNTRY = "country"
    DEVICE = "device"
    AGE = "age"
    GENDER = "gender"


class QuotaScope(StrEnum):
    """Whose quota: the operator's app (shared by every organisation), or one ad account."""

    APP = "app"
    ACCOUNT = "account"

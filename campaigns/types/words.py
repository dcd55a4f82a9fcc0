"""The words of campaigns. Each list is one of the vocabulary's."""

from enum import StrEnum


class CampaignStatus(StrEnum):
    """What a campaign, or its part on one ad account, should be."""

    DRAFT = "draft"
    PENDING_REVIEW = "pending_review"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ARCHIVED = "archived"


class ObjectStatus(StrEnum):
    """What an ad group or an ad should be; only an ad is ever rejected."""

    ACTIVE = "active"
    PAUSED = "paused"
    REJECTED = "rejected"


class Origin(StrEnum):
    """Where a campaign comes from."""

    HOME = "home"
    IMPORTED = "imported"


class ChangeState(StrEnum):
    """Where a change stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class Decision(StrEnum):
    """What became of proposed changes."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ChangeKind(StrEnum):
    """What sort of thing changes."""

    LAUNCH = "launch"
    STATUS = "status"
    BUDGET = "budget"
    BID = "bid"
    TARGETING = "targeting"
    CREATIVE = "creative"
    SCHEDULE = "schedule"
    ARCHIVE = "archive"
    DECLARATION = "declaration"


class TargetKind(StrEnum):
    """What a change is about."""

    PLATFORM_CAMPAIGN = "platform_campaign"
    AD_GROUP = "ad_group"
    AD = "ad"


class TargetField(StrEnum):
    """The fields of a target that the ledger moves."""

    STATUS = "status"
    DAILY_BUDGET = "daily_budget_minor"
    LIFETIME_BUDGET = "lifetime_budget_minor"
    BID = "bid"
    TARGETING = "targeting"
    CREATIVE = "creative"
    END_DATE = "end_date"
    EU_POLITICAL = "is_eu_political"


BUDGETS = (TargetField.DAILY_BUDGET, TargetField.LIFETIME_BUDGET)


class ClosureKind(StrEnum):
    """Why campaigns pause by date."""

    CLOSED = "closed"
    SOLD_OUT = "sold_out"


class ClosureState(StrEnum):
    """Where a closure stands: it has not begun, its campaigns are paused, they run again, or it was called off."""

    PLANNED = "planned"
    ON = "on"
    OVER = "over"
    CALLED_OFF = "called_off"


class StepState(StrEnum):
    """Where one step of a launch stands; `trying` was written before the platform was called."""

    PENDING = "pending"
    TRYING = "trying"
    DONE = "done"
    FAILED = "failed"


IN_FLIGHT = (ChangeState.APPROVED, ChangeState.APPLYING)
LIVE = (ChangeState.PROPOSED, *IN_FLIGHT)


class CallToAction(StrEnum):
    """The common list of calls to action (platforms.md, C)."""

    LEARN_MORE = "learn_more"
    SHOP_NOW = "shop_now"
    SIGN_UP = "sign_up"
    BOOK_NOW = "book_now"
    CONTACT_US = "contact_us"
    DOWNLOAD = "download"
    INSTALL = "install"
    GET_QUOTE = "get_quote"
    APPLY = "apply"
    SUBSCRIBE = "subscribe"
    ORDER = "order"
    TICKETS = "tickets"
    DIRECTIONS = "directions"
    CALL = "call"
    WATCH = "watch"

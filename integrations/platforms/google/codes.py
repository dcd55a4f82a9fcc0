"""What each of Google's error codes means for a caller. Table: platform facts, section E. Works on the SDK's messages."""

from dataclasses import dataclass
from typing import Any

from integrations import errors
from integrations.types import QuotaScope

Kind = type[errors.PlatformError]
ORDER: list[Kind] = [
    errors.AuthExpired,
    errors.PermissionDenied,
    errors.RateLimited,
    errors.DuplicateObject,
    errors.InvalidRequest,
    errors.ObjectNotFound,
    errors.Temporary,
]
"""Where a failure holds several errors, the first of these decides."""

_BY_CODE: dict[str, Kind] = {
    "quota_error.ACCESS_PROHIBITED": errors.PermissionDenied,
    "authentication_error.CLIENT_CUSTOMER_ID_INVALID": errors.InvalidRequest,
    **dict.fromkeys(
        [
            f"authentication_error.{code}"
            for code in (
                "NOT_ADS_USER", "TWO_STEP_VERIFICATION_NOT_ENROLLED", "ADVANCED_PROTECTION_NOT_ENROLLED",
                "ORGANIZATION_NOT_RECOGNIZED", "ORGANIZATION_NOT_APPROVED",
                "ORGANIZATION_NOT_ASSOCIATED_WITH_DEVELOPER_TOKEN", "DEVELOPER_TOKEN_INVALID",
            )
        ],
        errors.PermissionDenied,
    ),
    **dict.fromkeys(
        [
            "mutate_error.RESOURCE_NOT_FOUND", "request_error.RESOURCE_NOT_FOUND", "id_error.NOT_FOUND",
            "authentication_error.CUSTOMER_NOT_FOUND",
        ],
        errors.ObjectNotFound,
    ),
    **dict.fromkeys(
        [
            "campaign_error.DUPLICATE_CAMPAIGN_NAME", "ad_group_error.DUPLICATE_ADGROUP_NAME",
            "campaign_budget_error.DUPLICATE_NAME", "asset_group_error.DUPLICATE_NAME",
            "mutate_error.RESOURCE_ALREADY_EXISTS", "asset_error.DUPLICATE_ASSET", "asset_error.DUPLICATE_ASSET_NAME",
            "asset_group_asset_error.DUPLICATE_RESOURCE",
        ],
        errors.DuplicateObject,
    ),
    **dict.fromkeys(
        [
            "internal_error.INTERNAL_ERROR", "internal_error.TRANSIENT_ERROR", "internal_error.DEADLINE_EXCEEDED",
            "database_error.CONCURRENT_MODIFICATION",
        ],
        errors.Temporary,
    ),
}  # fmt: skip
_BY_CATEGORY: dict[str, Kind] = {
    "quota_error": errors.RateLimited,
    "authentication_error": errors.AuthExpired,
    "authorization_error": errors.PermissionDenied,
    "not_allowlisted_error": errors.PermissionDenied,
    "operation_access_denied_error": errors.PermissionDenied,
    "resource_access_denied_error": errors.PermissionDenied,
}
_CONSEQUENCES = {"new_resource_creation_error.TEMP_ID_RESOURCE_HAD_ERRORS"}
_EU_BLOCK = "mutate_error.EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED"
_EU_WORDS = (
    "Google takes no change before every campaign of this account says whether it holds political advertising for the "
    "EU. Adwright can declare it: see the account under Connections."
)
_FIELDS = {
    "headlines": "headlines", "headline": "headlines", "long_headline": "long_headlines", "long_headlines": "long_headlines",
    "descriptions": "descriptions", "description": "descriptions", "business_name": "business_name", "path1": "display_path",
    "path2": "display_path", "final_urls": "link", "marketing_images": "images", "square_marketing_images": "images",
    "portrait_marketing_images": "images", "tall_portrait_marketing_images": "images", "images": "images",
    "image_asset": "images", "logo_images": "logos", "square_logo_images": "logos", "logo_image": "logos",
    "youtube_videos": "videos", "videos": "videos", "youtube_video_asset": "videos", "carousel_cards": "cards",
    "call_to_action_text": "call_to_action", "amount_micros": "daily_budget_minor", "total_amount_micros": "lifetime_budget_minor",
    "start_date_time": "start_at", "end_date_time": "end_at", "keyword": "keywords", "location": "countries",
    "proximity": "radii", "language": "languages", "user_list": "audiences", "user_interest": "interests",
    "age_range": "age_min", "gender": "genders", "app_campaign_setting": "app", "lead_form_asset": "lead_form",
    "maximize_conversions": "bid", "maximize_conversion_value": "bid", "target_spend": "bid", "target_cpa": "bid",
    "target_roas": "bid", "target_cpc": "bid", "manual_cpc": "bid", "cpc_bid_micros": "bid",
    "campaign_bidding_strategy": "bid", "advertising_channel_type": "channel", "campaign_conversion_goal_operation": "conversion",
    "contains_eu_political_advertising": "is_eu_political", "name": "name",
}  # fmt: skip
_FIELD_BY_CODE = (
    ("LONG_HEADLINE", "long_headlines"), ("HEADLINE", "headlines"), ("DESCRIPTION", "descriptions"),
    ("BUSINESS_NAME", "business_name"), ("MARKETING_IMAGE", "images"), ("LOGO", "logos"), ("FINAL_URL", "link"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One error of a failure. `is_consequence`: it is there only because another operation failed."""

    code: str
    kind: Kind
    words: str
    field: str = ""
    wait_s: int = 0
    scope: QuotaScope = QuotaScope.APP
    least_micros: int = 0
    is_consequence: bool = False
    operation: int | None = None
    """The place of the operation of a mutate that it is about."""


def kind_of(code: str) -> Kind:
    """Return the kind of `category.CODE`; what is in no table is a refusal of the values."""
    return _BY_CODE.get(code) or _BY_CATEGORY.get(code.partition(".")[0]) or errors.InvalidRequest


def read(error: Any) -> Told:
    """Read one GoogleAdsError."""
    code = code_of(error)
    quota = error.details.quota_error_details
    return Told(
        code=code,
        kind=kind_of(code),
        words=_EU_WORDS if code == _EU_BLOCK else _words(error),
        field=_field_of(error, code),
        wait_s=quota.retry_delay.seconds + (1 if quota.retry_delay.nanos else 0),
        scope=QuotaScope.ACCOUNT if quota.rate_scope == quota.QuotaRateScope.Value("ACCOUNT") else QuotaScope.APP,
        least_micros=error.details.budget_per_day_minimum_error_details.budget_per_day_minimum_micros,
        is_consequence=code in _CONSEQUENCES,
        operation=_operation_of(error),
    )


def code_of(error: Any) -> str:
    """Return `category.CODE`, or "" for a code that this version does not know."""
    category = error.error_code.WhichOneof("error_code")
    if not category:
        return ""
    number = getattr(error.error_code, category)
    known = error.error_code.DESCRIPTOR.fields_by_name[category].enum_type.values_by_number.get(number)
    return f"{category}.{known.name if known else number}"


def _words(error: Any) -> str:
    topics = [entry.topic for entry in error.details.policy_finding_details.policy_topic_entries]
    return f"{error.message} ({', '.join(topics)})" if topics else error.message


def _operation_of(error: Any) -> int | None:
    first = next(iter(error.location.field_path_elements), None)
    if first is None or first.field_name not in ("mutate_operations", "operations"):
        return None
    return first.index if first.HasField("index") else None


def _field_of(error: Any, code: str) -> str:
    if code == _EU_BLOCK:
        return "is_eu_political"
    path = [element.field_name for element in error.location.field_path_elements]
    found = next((_FIELDS[name] for name in reversed(path) if name in _FIELDS), "")
    if found == "name" and "campaign_operation" not in path:
        found = ""
    if not found and "text" in path and "keyword" in path:
        found = "keywords"
    return found or next((field for word, field in _FIELD_BY_CODE if word in code), "")

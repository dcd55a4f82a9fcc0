"""Google's errors, as its own messages bear them over gRPC, and what they mean for a caller (platform facts, E)."""

import datetime

import grpc
import pytest
from google.ads.googleads.v26.errors.types.errors import ErrorCode, GoogleAdsError, GoogleAdsFailure
from google.auth.exceptions import RefreshError, TransportError

from integrations import errors
from integrations import types as t
from integrations.platforms.google import errors as google
from integrations.platforms.google.client import Ads
from tests.integrations.google.conftest import Ledger

S = grpc.StatusCode
RATE = [
    "quota_error.RESOURCE_EXHAUSTED", "quota_error.RESOURCE_TEMPORARILY_EXHAUSTED",
    "quota_error.EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION", "quota_error.EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION",
]  # fmt: skip
AUTH = [
    f"authentication_error.OAUTH_TOKEN_{word}" for word in ("INVALID", "EXPIRED", "DISABLED", "REVOKED", "HEADER_INVALID")
]  # fmt: skip
DENIED = [
    "authorization_error.USER_PERMISSION_DENIED", "authorization_error.CUSTOMER_NOT_ENABLED",
    "authorization_error.ACTION_NOT_PERMITTED", "authorization_error.CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION",
    "authorization_error.ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT", "authentication_error.NOT_ADS_USER",
    "authentication_error.TWO_STEP_VERIFICATION_NOT_ENROLLED", "quota_error.ACCESS_PROHIBITED",
    "not_allowlisted_error.CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE",
]  # fmt: skip
INVALID = [
    "field_error.REQUIRED", "field_error.INVALID_VALUE", "string_length_error.TOO_LONG", "string_length_error.TOO_SHORT",
    "request_error.REQUIRED_FIELD_MISSING", "request_error.INVALID_ENUM_VALUE", "request_error.PAGE_SIZE_NOT_SUPPORTED",
    "query_error.UNRECOGNIZED_FIELD", "query_error.PROHIBITED_FIELD_COMBINATION_IN_SELECT_CLAUSE",
    "campaign_budget_error.BUDGET_BELOW_PER_DAY_MINIMUM", "campaign_budget_error.NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT",
    "policy_finding_error.POLICY_FINDING", "resource_count_limit_exceeded_error.CAMPAIGN_LIMIT",
    "mutate_error.EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED", "asset_group_error.NOT_ENOUGH_HEADLINE_ASSET",
]  # fmt: skip
GONE = [
    "mutate_error.RESOURCE_NOT_FOUND", "request_error.RESOURCE_NOT_FOUND", "id_error.NOT_FOUND",
    "authentication_error.CUSTOMER_NOT_FOUND",
]  # fmt: skip
DUPLICATE = [
    "campaign_error.DUPLICATE_CAMPAIGN_NAME", "ad_group_error.DUPLICATE_ADGROUP_NAME", "campaign_budget_error.DUPLICATE_NAME",
    "mutate_error.RESOURCE_ALREADY_EXISTS", "asset_error.DUPLICATE_ASSET", "asset_error.DUPLICATE_ASSET_NAME",
    "asset_group_error.DUPLICATE_NAME",
]  # fmt: skip
PASSING = [
    "internal_error.INTERNAL_ERROR", "internal_error.TRANSIENT_ERROR", "internal_error.DEADLINE_EXCEEDED",
    "database_error.CONCURRENT_MODIFICATION",
]  # fmt: skip
TABLE = [
    (kind, code)
    for kind, codes in [
        (errors.RateLimited, RATE), (errors.AuthExpired, AUTH), (errors.PermissionDenied, DENIED),
        (errors.InvalidRequest, INVALID), (errors.ObjectNotFound, GONE), (errors.DuplicateObject, DUPLICATE),
        (errors.Temporary, PASSING),
    ]
    for code in codes
]  # fmt: skip


def make_failure(*codes: str, message: str = "Something is wrong.", path: tuple[str, ...] = ()) -> GoogleAdsFailure:
    found = []
    for code in codes:
        category, _, name = code.partition(".")
        number = ErrorCode.pb().DESCRIPTOR.fields_by_name[category].enum_type.values_by_name[name].number
        error = GoogleAdsError(error_code={category: number}, message=message)
        error.location.field_path_elements = [{"field_name": part} for part in path]
        found.append(error)
    return GoogleAdsFailure(errors=found, request_id="Req-1")


def _call(ads: Ads, *, writes: bool) -> None:
    if writes:
        ads.mutate([{"campaign_operation": {"remove": "customers/1/campaigns/2"}}])
    else:
        list(ads.search("SELECT campaign.id FROM campaign"))


def _caught(ads: Ads, *, writes: bool) -> errors.PlatformError:
    with pytest.raises(errors.PlatformError) as caught:
        _call(ads, writes=writes)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


@pytest.mark.parametrize("writes", [False, True], ids=["read", "write"])
@pytest.mark.parametrize(
    "status", [S.INVALID_ARGUMENT, S.INTERNAL, S.RESOURCE_EXHAUSTED], ids=lambda status: status.name
)
@pytest.mark.parametrize(("kind", "code"), TABLE, ids=[code for _, code in TABLE])
def test_the_code_decides_whatever_the_status(failing, kind, code, status, writes):
    handler, ads = failing
    handler.status, handler.failure = status, make_failure(code)
    found = _caught(ads, writes=writes)
    assert type(found) is kind
    assert found.request_ref == "Req-1"
    assert found.message


@pytest.mark.parametrize(
    ("status", "details", "read", "write"),
    [
        (S.UNAVAILABLE, "Socket closed", errors.Temporary, errors.OutcomeUnknown),
        (S.UNAVAILABLE, "<html>502 Bad Gateway</html>", errors.Temporary, errors.OutcomeUnknown),
        (S.UNKNOWN, "Stream removed", errors.Temporary, errors.OutcomeUnknown),
        (S.INTERNAL, "Internal error encountered.", errors.Temporary, errors.OutcomeUnknown),
        (S.DEADLINE_EXCEEDED, "Deadline Exceeded", errors.Temporary, errors.OutcomeUnknown),
        (S.CANCELLED, "Cancelled", errors.Temporary, errors.OutcomeUnknown),
        (S.RESOURCE_EXHAUSTED, "Quota exceeded", errors.RateLimited, errors.RateLimited),
        (S.UNAUTHENTICATED, "Invalid credentials", errors.AuthExpired, errors.AuthExpired),
        (S.PERMISSION_DENIED, "Denied", errors.PermissionDenied, errors.PermissionDenied),
        (S.INVALID_ARGUMENT, "Bad", errors.InvalidRequest, errors.InvalidRequest),
    ],
)
def test_without_a_failure_the_status_decides_and_a_write_that_may_have_been_done_is_open(
    failing, status, details, read, write
):
    handler, ads = failing
    handler.status, handler.details = status, details
    assert type(_caught(ads, writes=False)) is read
    assert type(_caught(ads, writes=True)) is write


def test_what_never_left_us_changed_nothing():
    ads = Ads(t.App("c", "s", api_url="127.0.0.1:9"), "token", Ledger(), customer_id="1")
    assert type(_caught(ads, writes=False)) is errors.Temporary
    assert type(_caught(ads, writes=True)) is errors.Temporary


@pytest.mark.parametrize(
    ("error", "read", "write"),
    [
        (RefreshError("invalid_grant: Token has been expired or revoked."), errors.AuthExpired, errors.AuthExpired),
        (TransportError("reset"), errors.Temporary, errors.OutcomeUnknown),
    ],
)
def test_what_goes_wrong_outside_grpc(error, read, write):
    assert type(google.translate(error, writes=False)[0]) is read
    assert type(google.translate(error, writes=True)[0]) is write


@pytest.mark.parametrize(("scope", "ours"), [("ACCOUNT", t.QuotaScope.ACCOUNT), ("DEVELOPER", t.QuotaScope.APP)])
def test_a_quota_error_says_how_long_to_wait_and_whose_quota_it_was(failing, scope, ours):
    handler, ads = failing
    handler.status, handler.failure = S.RESOURCE_EXHAUSTED, make_failure("quota_error.RESOURCE_EXHAUSTED")
    told = handler.failure.errors[0].details.quota_error_details
    told.rate_scope, told.retry_delay = scope, datetime.timedelta(seconds=30, milliseconds=5)
    assert _caught(ads, writes=True).retry_after_s == 31
    assert ads.meter.usages == [t.Usage(ours, 100.0, 31)]


def test_a_quota_error_without_a_wait_gets_ours(failing):
    handler, ads = failing
    handler.status, handler.failure = S.RESOURCE_EXHAUSTED, make_failure("quota_error.RESOURCE_EXHAUSTED")
    assert _caught(ads, writes=False).retry_after_s == google.DEFAULT_WAIT_S


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("mutate_operations", "campaign_budget_operation", "create", "amount_micros"), "daily_budget_minor"),
        (
            ("mutate_operations", "ad_group_ad_operation", "create", "ad", "responsive_search_ad", "headlines", "text"),
            "headlines",
        ),
        (
            ("mutate_operations", "ad_group_ad_operation", "create", "ad", "responsive_display_ad", "long_headline"),
            "long_headlines",
        ),
        (("mutate_operations", "ad_group_ad_operation", "create", "ad", "final_urls"), "link"),
        (("mutate_operations", "ad_group_criterion_operation", "create", "keyword", "text"), "keywords"),
        (("mutate_operations", "campaign_operation", "create", "name"), "name"),
        (("mutate_operations", "ad_group_operation", "create", "name"), ""),
        (("mutate_operations", "campaign_operation", "create", "end_date_time"), "end_at"),
    ],
)
def test_a_refusal_names_our_field(failing, path, field):
    handler, ads = failing
    handler.failure = make_failure("field_error.INVALID_VALUE", message="Too long.", path=path)
    assert _caught(ads, writes=True).fields == ({field: "Too long."} if field else {})


def test_several_refusals_are_all_told_and_those_that_only_follow_from_them_are_not(failing):
    handler, ads = failing
    failure = make_failure(
        "field_error.REQUIRED", path=("campaign_operation", "create", "start_date_time"), message="When?"
    )
    failure.errors.extend(make_failure("string_length_error.TOO_LONG", message="Too long.", path=("headlines",)).errors)
    follows = make_failure(
        "new_resource_creation_error.TEMP_ID_RESOURCE_HAD_ERRORS", message="Parent failed.", path=("ad",)
    )
    failure.errors.extend(follows.errors)
    handler.failure = failure
    found = _caught(ads, writes=True)
    assert found.fields == {"start_at": "When?", "headlines": "Too long."}
    assert found.message == "Google refused: When? Too long."


def test_a_policy_is_named(failing):
    handler, ads = failing
    handler.failure = make_failure("policy_finding_error.POLICY_FINDING", message="A policy was violated.")
    handler.failure.errors[0].details.policy_finding_details.policy_topic_entries = [{"topic": "ALCOHOL"}]
    assert _caught(ads, writes=True).platform_words == "A policy was violated. (ALCOHOL)"


def test_the_least_budget_is_read_from_the_refusal(failing):
    handler, ads = failing
    handler.failure = make_failure("campaign_budget_error.BUDGET_BELOW_PER_DAY_MINIMUM")
    handler.failure.errors[0].details.budget_per_day_minimum_error_details.budget_per_day_minimum_micros = 1_230_000
    found = _caught(ads, writes=True)
    assert isinstance(found, google.BelowMinimum)
    assert found.least_micros == 1_230_000


def test_an_undeclared_campaign_says_what_to_do(failing):
    handler, ads = failing
    handler.failure = make_failure("mutate_error.EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED")
    found = _caught(ads, writes=True)
    assert "political" in found.fields["is_eu_political"]


def test_a_code_that_this_version_does_not_know_is_a_refusal(failing):
    handler, ads = failing
    handler.failure = make_failure("field_error.REQUIRED")
    handler.failure.errors[0].error_code = ErrorCode(field_error=9999)
    assert type(_caught(ads, writes=True)) is errors.InvalidRequest


def test_secrets_never_stand_in_an_error_nor_in_a_log(failing, caplog):
    handler, ads = failing
    words = "Bearer ya29.a0AfH6SMBx refresh_token=1//0gAbCdEfGhIj client_secret: 'GOCSPX-abc_def' code=4/0AX"
    handler.failure = make_failure("field_error.REQUIRED", message=words)
    found = _caught(ads, writes=True)
    handler.failure, handler.details, handler.status = None, words, S.UNAUTHENTICATED
    other = _caught(ads, writes=False)
    shown = f"{found!r} {found.message} {found.platform_words} {other.platform_words} {caplog.text}"
    for hidden in ("ya29", "1//0g", "GOCSPX", "4/0AX", "secret-token"):
        assert hidden not in shown


def test_a_call_bears_the_token_and_the_manager_and_no_developer_token(failing):
    handler, ads = failing
    _caught(ads, writes=False)
    (seen,) = handler.seen
    assert seen["authorization"] == "Bearer ya29.secret-token"
    assert seen["login-customer-id"] == "9876543210"
    assert "developer-token" not in seen


def test_every_call_is_metered_by_what_google_counts(failing):
    _, ads = failing
    _caught(ads, writes=False)
    with pytest.raises(errors.PlatformError):
        ads.mutate([{"campaign_operation": {"remove": "customers/1/campaigns/2"}}] * 3)
    assert ads.meter.spent == [(1, False), (3, True)]

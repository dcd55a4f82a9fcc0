"""The SDK's and gRPC's exceptions in our kinds. https://developers.google.com/google-ads/api/docs/best-practices/understand-api-errors

The SDK makes a GoogleAdsException of most refusals, but of the statuses RESOURCE_EXHAUSTED and INTERNAL it does not: the
failure then lies in the trailing metadata. UNAVAILABLE on a write means that nothing was done only when no connection
came about; whether Google itself ever commits and then says UNAVAILABLE could not be checked, so it counts as open.
"""

from collections.abc import Sequence
from typing import Any

import grpc
from google.ads.googleads.errors import GoogleAdsException
from google.api_core.exceptions import GoogleAPICallError, RetryError
from google.auth.exceptions import GoogleAuthError, RefreshError

from integrations import errors
from integrations import types as t
from integrations.platforms.google import codes
from integrations.platforms.google.words import (
    DUPLICATE,
    LOST_ANSWER,
    NO_ANSWER,
    NOT_FOUND,
    NOT_NOW,
    PERMISSION_ENDED,
    TOO_MANY,
    redact,
)

FROM_THE_SDK = (GoogleAdsException, GoogleAPICallError, RetryError, grpc.RpcError, GoogleAuthError)  # fmt: skip
DEFAULT_WAIT_S = 60

_FAILURE_KEY = "googleadsfailure-bin"
_NEVER_LEFT = ("failed to connect to all addresses", "connection refused", "dns resolution failed", "name resolution")
Told = tuple[errors.PlatformError, t.Usage | None]


class Refused(errors.InvalidRequest):
    """Operations of a mutate were refused. `causes`: the place of each (None: Google says none), and why."""

    causes: Sequence[tuple[int | None, str]] = ()


class BelowMinimum(Refused):
    """A budget is below what Google takes; `least_micros` is the least a day."""

    least_micros = 0


def translate(error: Exception, *, writes: bool) -> Told:
    """Return our error, and what it tells of the quota."""
    if isinstance(error, RefreshError):
        return errors.AuthExpired(PERMISSION_ENDED), None
    rpc = _rpc_of(error)
    failure, request_ref = _failure_of(error, rpc)
    if failure is not None and failure.errors:
        return _from_failure(failure, request_ref)
    if rpc is None:
        return open_or_not(writes=writes), None
    return _from_status(rpc, request_ref, writes=writes)


def open_or_not(*, writes: bool) -> errors.PlatformError:
    """Return the error for a call whose answer never came, or was not Google's."""
    return errors.OutcomeUnknown(LOST_ANSWER) if writes else errors.Temporary(NO_ANSWER)


def _rpc_of(error: Exception) -> Any:
    if isinstance(error, GoogleAdsException):
        return error.error
    if isinstance(error, GoogleAPICallError):
        return next((one for one in error.errors if isinstance(one, grpc.RpcError)), None)
    return error if isinstance(error, grpc.RpcError) else None


def _failure_of(error: Exception, rpc: Any) -> tuple[Any, str]:
    """Return the GoogleAdsFailure (None without one) and Google's request id."""
    if isinstance(error, GoogleAdsException):
        return getattr(error.failure, "_pb", error.failure), error.request_id or ""
    from google.ads.googleads.v26.errors.types.errors import GoogleAdsFailure

    failure, request_ref = None, ""
    for name, value in (rpc.trailing_metadata() or ()) if hasattr(rpc, "trailing_metadata") else ():
        if name.endswith(_FAILURE_KEY):
            failure = GoogleAdsFailure.pb(GoogleAdsFailure.deserialize(value))
        elif name == "request-id":
            request_ref = str(value)
    return failure, request_ref


def _from_failure(failure: Any, request_ref: str) -> Told:
    told = [codes.read(one) for one in failure.errors]
    first = min(told, key=lambda one: codes.ORDER.index(one.kind))
    words = redact(" ".join(dict.fromkeys(one.words for one in told if one.kind is first.kind)))
    about = {"platform_words": words, "request_ref": request_ref or failure.request_id}
    if first.kind is errors.RateLimited:
        wait_s = max((one.wait_s for one in told), default=0) or DEFAULT_WAIT_S
        usage = t.Usage(first.scope, 100.0, wait_s)
        return errors.RateLimited(TOO_MANY, retry_after_s=wait_s, **about), usage
    if first.kind is errors.InvalidRequest:
        return _refused([one for one in told if one.kind is errors.InvalidRequest], words, about), None
    message = {
        errors.AuthExpired: PERMISSION_ENDED,
        errors.PermissionDenied: f"Google does not allow this: {words}",
        errors.ObjectNotFound: NOT_FOUND,
        errors.DuplicateObject: DUPLICATE,
        errors.Temporary: NOT_NOW,
    }[first.kind]
    return first.kind(message, **about), None


def _refused(told: Sequence[codes.Told], words: str, about: dict) -> errors.InvalidRequest:
    causes = [one for one in told if not one.is_consequence] or told
    fields: dict[str, str] = {}
    for one in causes:
        if one.field:
            fields[one.field] = redact(" ".join(filter(None, [fields.get(one.field), one.words])))
    text = redact(" ".join(dict.fromkeys(one.words for one in causes))) or words
    least = max((one.least_micros for one in causes), default=0)
    places = [(one.operation, redact(one.words)) for one in causes]
    if not least and all(place is None for place, _ in places):
        return errors.InvalidRequest(f"Google refused: {text}", fields=fields, **about)
    error = (BelowMinimum if least else Refused)(f"Google refused: {text}", fields=fields, **about)
    error.causes = places
    if isinstance(error, BelowMinimum):
        error.least_micros = least
    return error


def _from_status(rpc: Any, request_ref: str, *, writes: bool) -> Told:
    status, details = rpc.code(), str(rpc.details() or "")
    about = {"platform_words": redact(details)[:300], "request_ref": request_ref}
    if status == grpc.StatusCode.RESOURCE_EXHAUSTED:
        usage = t.Usage(t.QuotaScope.APP, 100.0, DEFAULT_WAIT_S)
        return errors.RateLimited(TOO_MANY, retry_after_s=DEFAULT_WAIT_S, **about), usage
    plain = {
        grpc.StatusCode.UNAUTHENTICATED: errors.AuthExpired(PERMISSION_ENDED, **about),
        grpc.StatusCode.PERMISSION_DENIED: errors.PermissionDenied("Google does not allow this.", **about),
        grpc.StatusCode.NOT_FOUND: errors.ObjectNotFound(NOT_FOUND, **about),
        grpc.StatusCode.INVALID_ARGUMENT: errors.InvalidRequest("Google refused this.", **about),
    }
    if status in plain:
        return plain[status], None
    if status == grpc.StatusCode.UNAVAILABLE and any(words in details.lower() for words in _NEVER_LEFT):
        return errors.Temporary(NO_ANSWER), None
    return open_or_not(writes=writes), None

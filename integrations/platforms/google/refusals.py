"""Google's errors as its HTTP answers tell them (`error.details[].errors[]`), in our kinds. Loads no SDK."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2

from integrations import errors
from integrations.platforms.google.codes import ORDER, kind_of
from integrations.platforms.google.words import (
    DUPLICATE,
    NO_ANSWER,
    NOT_FOUND,
    NOT_NOW,
    PERMISSION_ENDED,
    TOO_MANY,
    read_wait_s,
    redact,
)

_WAIT_S = 60
_BY_STATUS = {
    400: errors.InvalidRequest,
    401: errors.AuthExpired,
    403: errors.PermissionDenied,
    404: errors.ObjectNotFound,
    429: errors.RateLimited,
}
_MESSAGES = {
    errors.AuthExpired: PERMISSION_ENDED,
    errors.ObjectNotFound: NOT_FOUND,
    errors.DuplicateObject: DUPLICATE,
    errors.Temporary: NOT_NOW,
}


def read(answer: httpx2.Response) -> errors.PlatformError:
    """Return the error that an answer tells of; one that is not Google's own may be tried again."""
    try:
        told = answer.json().get("error")
    except (ValueError, AttributeError):
        told = None
    kinds = sorted((kind_of(code) for code in _codes(told)), key=ORDER.index)
    kind = kinds[0] if kinds else _BY_STATUS.get(answer.status_code)
    if kind is None:
        return errors.Temporary(NO_ANSWER)
    words = redact(str(told.get("message", "")) if isinstance(told, dict) else str(told or ""))
    about = {"platform_words": words, "request_ref": answer.headers.get("request-id", "")}
    if kind is errors.RateLimited:
        return errors.RateLimited(
            TOO_MANY, retry_after_s=read_wait_s(answer.headers.get("retry-after"), otherwise=_WAIT_S), **about
        )
    return kind(_MESSAGES.get(kind, f"Google refused: {words}"), **about)


def _codes(told: Any) -> Iterator[str]:
    """Yield `category.CODE` of each error, with the category as the SDK's messages spell it."""
    details = told.get("details", ()) if isinstance(told, dict) else ()
    for detail in details:
        for error in detail.get("errors", ()):
            for category, code in error.get("errorCode", {}).items():
                yield f"{re.sub(r'(?<!^)(?=[A-Z])', '_', category).lower()}.{code}"

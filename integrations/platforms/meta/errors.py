"""Meta's errors in our kinds. Tables: platform facts, section E; https://developers.facebook.com/docs/graph-api/guides/error-handling

Meta answers errors with HTTP 200, 400, 403 or 500 alike, so the code decides, never the status. There is no
Retry-After: throttles tell in `X-Business-Use-Case-Usage` after how many minutes calls are possible again.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import requests

from integrations import errors
from integrations.platforms.meta import usage

THROTTLED = {4, 17, 32, 341, 613, *range(80000, 80007), 80008, 80009, 80014}
TOKEN_DEAD = {102, 190}
FORBIDDEN = {3, 10, 368, *range(200, 300)}
ON_THEIR_SIDE = {1, 2}
TOO_MUCH_AT_ONCE, PASSING = {1504018, 1487534}, {1504038, 1504043, 2490547}
BUDGET_TOO_OFTEN, BUDGET_WAIT_S = (613, 1487632), 900
GONE, DUPLICATE, INVALID, NOT_THE_TOKEN = (100, 33), 506, 100, (190, 492)
UNPAID = (100, 1359188)  # the account has no way to pay: no single ad is to blame
FOR_PAGES = "page access token"  # 190 as well, though the token lives: it is a person's where a Page's is wanted
TOO_MUCH_WORDS = "reduce the amount of data"  # lists say it with code 1 and no subcode that tells
DEFAULT_WAIT_S = 300

TOO_MANY = "Meta asks for a pause: there were too many calls. Nothing was changed."
FOUR_TIMES = "Meta lets an ad set's budget be changed four times an hour. Nothing was changed."
PERMISSION_ENDED = "Meta does not take the permission any more. Connect Meta again; nothing was changed."
NO_ANSWER = "Meta did not answer. Nothing was changed."
LOST_ANSWER = "Meta's answer was lost, so it is not known yet whether this was done."

_SECRETS = re.compile(
    r"(?i)(access_token|appsecret_proof|client_secret|fb_exchange_token|code)=[^&\s\"']+|\bEAA[\w-]{8,}"
)
_FIELDS = {
    "daily_budget": "daily_budget_minor", "lifetime_budget": "lifetime_budget_minor", "link": "link", "link_data": "link",
    "image_hash": "images", "bytes": "images", "video_id": "videos", "source": "videos", "child_attachments": "cards",
    "countries": "countries", "targeting": "countries", "geo_locations": "countries", "message": "primary_texts",
    "end_time": "end_at", "start_time": "start_at", "stop_time": "end_at", "promoted_object": "purpose",
    "objective": "purpose", "bid_amount": "bid", "bid_strategy": "bid", "bid_constraints": "bid", "questions": "lead_form",
    "privacy_policy": "lead_form", "special_ad_categories": "special_categories",
    "special_ad_category_country": "special_category_countries", "call_to_action": "call_to_action",
}  # fmt: skip


class TooMuchAtOnce(errors.Temporary):
    """A read asks for more than Meta gives at once: ask for less."""


def from_answer(status: int, body: Any, headers: Mapping[str, str] | None, *, writes: bool) -> errors.PlatformError:
    """Return the error that an answer tells of."""
    told = body.get("error") if isinstance(body, dict) else None
    headers = headers or {}
    if not isinstance(told, dict) or "code" not in told:
        return _from_status(status, headers, writes=writes)
    words = redact(
        " ".join(filter(None, [told.get("error_user_title"), told.get("error_user_msg")])) or told.get("message", "")
    )
    about = {"platform_words": words, "request_ref": str(told.get("fbtrace_id", ""))}
    return _from_code(int(told["code"]), int(told.get("error_subcode") or 0), told, headers, about)


def _from_code(code: int, subcode: int, told: dict, headers: Mapping[str, str], about: dict) -> errors.PlatformError:
    words = about["platform_words"]
    is_wrong_token = (code, subcode) == NOT_THE_TOKEN or (code in TOKEN_DEAD and FOR_PAGES in words.lower())
    if (code, subcode) == BUDGET_TOO_OFTEN:
        return errors.RateLimited(FOUR_TIMES, retry_after_s=BUDGET_WAIT_S, **about)
    if code in THROTTLED:
        return errors.RateLimited(TOO_MANY, retry_after_s=read_wait_s(headers), **about)
    if code in TOKEN_DEAD and not is_wrong_token:
        return errors.AuthExpired(PERMISSION_ENDED, **about)
    if is_wrong_token or code in FORBIDDEN or (code, subcode) == UNPAID:
        return errors.PermissionDenied(f"Meta does not allow this: {words}", **about)
    if (code, subcode) == GONE:
        return errors.ObjectNotFound("Meta does not find this any more, or no longer shows it to Adwright.", **about)
    if code == DUPLICATE:
        return errors.DuplicateObject("Meta has one exactly like this already.", **about)
    if subcode in TOO_MUCH_AT_ONCE or (code in ON_THEIR_SIDE and TOO_MUCH_WORDS in words.lower()):
        return TooMuchAtOnce("Meta could not give this much at once.", **about)
    if code in ON_THEIR_SIDE or subcode in PASSING or told.get("is_transient"):
        return errors.Temporary("Meta could not do it just now.", **about)
    return errors.InvalidRequest(f"Meta refused: {words}", fields=_read_fields(told, words), **about)


def _from_status(status: int, headers: Mapping[str, str], *, writes: bool) -> errors.PlatformError:
    if status == 429:
        return errors.RateLimited(TOO_MANY, retry_after_s=read_wait_s(headers))
    return broken_answer(writes=writes)


def from_network(error: requests.RequestException, *, writes: bool) -> errors.PlatformError:
    """Return the error for a call that got no answer; what never left us changed nothing."""
    never_left = isinstance(error, requests.ConnectTimeout) or "NewConnectionError" in repr(error)
    return errors.Temporary(NO_ANSWER) if never_left or not writes else errors.OutcomeUnknown(LOST_ANSWER)


def broken_answer(*, writes: bool) -> errors.PlatformError:
    """Return the error for an answer that is not Meta's: a proxy's page, half a body."""
    return errors.OutcomeUnknown(LOST_ANSWER) if writes else errors.Temporary(NO_ANSWER)


def read_wait_s(headers: Mapping[str, str]) -> int:
    """Return the longest wait, in seconds, that the usage header names; a guess without one."""
    return max((usage.read_wait_s(entry) for entry in usage.list_entries(headers)), default=0) or DEFAULT_WAIT_S


def redact(text: str) -> str:
    """Return a text without tokens and secrets."""
    return _SECRETS.sub("[hidden]", str(text)).strip()


def _read_fields(told: dict, words: str) -> dict[str, str]:
    data = told.get("error_data")
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except ValueError:
            data = None
    specs = data.get("blame_field_specs") if isinstance(data, dict) else None
    names = {part for spec in specs or [] if isinstance(spec, list) for part in spec if isinstance(part, str)}
    return {_FIELDS[name]: words for name in sorted(names) if name in _FIELDS}

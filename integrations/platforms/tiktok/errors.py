"""TikTok's errors in our kinds. Tables: platform facts, sections E and 0b.

TikTok answers nearly everything with HTTP 200; the envelope's `code` decides. No header says how long to wait: a limit
a second passes in a second, a limit a minute is told to take five minutes, a daily one ends at 00:00 UTC, and only the
message says which of them it was (that it always does could not be checked; without a word we wait five minutes).
"""

import re
from datetime import datetime, time, timedelta
from typing import Any

from integrations import errors

OK, PARTLY_DONE = 0, 20001
THROTTLED = {40100, 40016, 40132, 40133, 61000}
TOKEN_DEAD = {40102, 40103, 40104, 40105, 40107, 40110, 40114, 40115}
FORBIDDEN = {40001, 40003, 40101, 40106, 40113, *range(40117, 40120), 40124, 40125, 40130, 40131, 40301, 41000}
GONE = {40007, 40300}
DUPLICATE = {40050, 40052, 40911}
IN_THE_MAKING = 40901
PASSING = {40201, 40202, 40902, 40903, 40913, 50000, 50002, 60001, *range(51000, 54000)}
WITHDRAWN = {41001, 41002}
TOO_LARGE = 40067
SECOND_S, MINUTE_S, MAKING_S = 1, 300, 15

TOO_MANY = "TikTok asks for a pause: there were too many calls. Nothing was changed."
PERMISSION_ENDED = "TikTok does not take the permission any more. Connect TikTok again; nothing was changed."
NO_ANSWER = "TikTok did not answer. Nothing was changed."
LOST_ANSWER = "TikTok's answer was lost, so it is not known yet whether this was done."

_SECRETS = re.compile(
    r"(?i)(access[_-]token|secret|auth_code|refresh_token)[\"']?\s*[=:]\s*[\"']?[^&\s\"',}]+|\b[0-9a-f]{40}\b"
)
_FIELDS = {
    "landing_page_url": "link", "ad_text": "primary_texts", "location_ids": "countries", "zipcode_ids": "countries",
    "age_groups": "age_min", "languages": "languages", "interest_category": "interests", "audience_ids": "audiences",
    "video": "videos", "image": "images", "schedule_end_time": "end_at", "schedule_start_time": "start_at",
    "call_to_action": "call_to_action", "pixel": "purpose", "optimization_event": "purpose", "objective": "purpose",
    "identity": "identity", "campaign_name": "name", "bid": "bid", "budget": "daily_budget_minor",
}  # fmt: skip


class TooLarge(errors.Temporary):
    """A report of so many days is more than TikTok adds up at once (a third party's word of the code; of fewer days it may
    be given, or of as many after a while)."""


def from_answer(body: dict[str, Any], now: datetime) -> errors.PlatformError:
    """Return the error that an envelope with a code other than 0 tells of; `now` counts a daily limit's end."""
    code, words = int(body["code"]), redact(body.get("message", ""))
    about: dict[str, Any] = {"platform_words": words, "request_ref": str(body.get("request_id") or "")}
    if code in THROTTLED:
        return errors.RateLimited(TOO_MANY, retry_after_s=read_wait_s(words, now), **about)
    if code == IN_THE_MAKING:
        return errors.NotReadyYet("TikTok is still working on the video.", retry_after_s=MAKING_S, **about)
    if code == TOO_LARGE:
        return TooLarge("TikTok finds this report too large just now.", **about)
    if kind := _KINDS.get(code):
        return kind(_SENTENCES[kind].format(words=words), **about)
    if code in WITHDRAWN:
        return errors.InvalidRequest(f"TikTok has withdrawn what this needs: {words}", **about)
    return errors.InvalidRequest(f"TikTok refused: {words}", fields=_read_fields(words), **about)


_SENTENCES = {
    errors.AuthExpired: PERMISSION_ENDED,
    errors.PermissionDenied: "TikTok does not allow this: {words}",
    errors.ObjectNotFound: "TikTok does not find this any more, or no longer shows it to Adwright.",
    errors.DuplicateObject: "TikTok has one exactly like this already.",
    errors.Temporary: "TikTok could not do it just now.",
}
_KINDS = {
    **dict.fromkeys(TOKEN_DEAD, errors.AuthExpired),
    **dict.fromkeys(FORBIDDEN, errors.PermissionDenied),
    **dict.fromkeys(GONE, errors.ObjectNotFound),
    **dict.fromkeys(DUPLICATE, errors.DuplicateObject),
    **dict.fromkeys(PASSING, errors.Temporary),
}


def no_answer(*, writes: bool, has_left: bool = True) -> errors.PlatformError:
    """Return the error for a call without an answer of TikTok's: a broken line, a time-out, a proxy's page, half a body.
    What never left us changed nothing."""
    return errors.OutcomeUnknown(LOST_ANSWER) if writes and has_left else errors.Temporary(NO_ANSWER)


def from_status(status: int, *, writes: bool) -> errors.PlatformError:
    """Return the error for an answer without an envelope."""
    if status == 429:
        return errors.RateLimited(TOO_MANY, retry_after_s=MINUTE_S)
    return no_answer(writes=writes)


def read_wait_s(words: str, now: datetime) -> int:
    """Return how long a throttle lasts, in seconds, as its message tells."""
    told = words.lower()
    if re.search(r"\bqpd\b|daily|per day|a day|tomorrow", told):
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
        return max(1, int((midnight - now).total_seconds()))
    if named := re.search(r"(\d+) seconds", told):
        return int(named[1])
    if re.search(r"\bqpm\b|minute", told):
        return MINUTE_S
    return SECOND_S if re.search(r"\bqps\b|second", told) else MINUTE_S


def redact(text: str) -> str:
    """Return a text without tokens and secrets."""
    return _SECRETS.sub("[hidden]", str(text)).strip()


def _read_fields(words: str) -> dict[str, str]:
    found = next((ours for theirs, ours in _FIELDS.items() if theirs in words.lower()), None)
    return {found: words} if found else {}

"""TikTok's errors: HTTP 200 and a code. Codes and what they stand for: the official SDK's table; which code TikTok
chooses for a refused value is 40002 wherever its pages name no other (names taken, budgets, pairings: from memory)."""

from dataclasses import dataclass
from typing import Any

OK, PARTIAL = 0, 20001
NO_PERMISSION, WRONG_VALUE, WRONG_VERSION, NOT_THERE, TOO_MANY_IDS, NOTHING_NEW = (
    40001,
    40002,
    40006,
    40007,
    40011,
    40012,
)
SAME_REQUEST, WRONG_VIDEO, WRONG_BATCH = 40050, 40053, 40061
TOO_OFTEN, WRONG_APP, TOKEN_EXPIRED, NO_TOKEN, WRONG_TOKEN, WRONG_CODE = 40100, 40101, 40102, 40104, 40105, 40110
LOGGED_OUT, CODE_USED, NO_ROUTE = 40114, 40115, 40400
WRONG_SIGNATURE, TRANSCODING, URL_SLOW, URL_GONE, TOO_LARGE, WRONG_TYPE, NAME_TAKEN = (
    40900, 40901, 40902, 40903, 40907, 40908, 40911,
)  # fmt: skip
TROUBLE, SLOW = 50000, 50002

WORDS = {
    TOO_OFTEN: "Too many requests. Please retry in some time. You made too many requests, the QPS limit is reached.",
    TROUBLE: "System error, please try again later.",
    SLOW: "Internal service timed out. Please retry.",
    51010: "Internal service timed out. Please retry.",
    TRANSCODING: "The video is being transcoded. Please try again later.",
    LOGGED_OUT: "The user has logged out or the account is no longer authorized.",
    TOKEN_EXPIRED: "Access token is expired.",
    WRONG_TOKEN: "Access token is incorrect or has been revoked.",
}


@dataclass(slots=True)
class TikTokError(Exception):
    """A code and its words; `data` travels with it where TikTok says more (partial success)."""

    message: str
    code: int = WRONG_VALUE
    data: Any = None


def of(code: int) -> TikTokError:
    """Return an error in TikTok's standing words for its code."""
    return TikTokError(WORDS.get(code, "Request failed."), code)


def missing(name: str) -> TikTokError:
    return TikTokError(f"{name}: Missing data for required field.")


def wrong(name: str, words: str) -> TikTokError:
    return TikTokError(f"{name}: {words}")


def not_one_of(name: str, allowed: list[str]) -> TikTokError:
    return wrong(name, f"Must be one of: {', '.join(allowed)}.")


def not_with(name: str, words: str) -> TikTokError:
    """Return the refusal of a field that does not go with another."""
    return wrong(name, f"Not supported {words}.")


def no_permission(advertiser_id: str) -> TikTokError:
    return TikTokError(f"No permission to operate advertiser {advertiser_id}.", NO_PERMISSION)


def not_there(name: str, thing_id: str) -> TikTokError:
    return TikTokError(f"{name} {thing_id} does not exist.", NOT_THERE)

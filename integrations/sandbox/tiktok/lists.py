"""Pages of lists, and the filters that the lists of campaigns, ad groups and ads share."""

from collections.abc import Callable
from math import ceil
from typing import Any

from ..store import Thing
from . import errors
from .call import Call
from .fields import Fields
from .words import STATUSES

_MOST_IDS = 100


def page(
    call: Call, things: list[Any], show: Callable[[Any], dict[str, Any]], *, key: str = "list", size: int = 10,
    most: int = 1_000,
) -> dict[str, Any]:  # fmt: skip
    """Return one page: `page` from 1, `page_size` (default `size`, at most `most`), and `page_info`."""
    number = call.fields.whole("page", 1, 1, 1_000_000)
    length = call.fields.whole("page_size", size, 1, most)
    shown = [show(thing) for thing in things[(number - 1) * length : number * length]]
    wanted = call.fields.texts("fields") if isinstance(call.params.get("fields"), list) else []
    if wanted:
        shown = [{name: value for name, value in row.items() if name in wanted} for row in shown]
    return {key: shown, "page_info": describe_page(number, length, len(things))}


def describe_page(number: int, length: int, total: int) -> dict[str, int]:
    return {"page": number, "page_size": length, "total_number": total, "total_page": ceil(total / length)}


def read_filters(call: Call) -> Fields:
    """Return `filtering`: an object, as JSON text in the query."""
    return call.fields.part("filtering")


def keep_ids(filters: Fields, name: str, things: list[Thing], of: Callable[[Thing], str]) -> list[Thing]:
    if not filters.has(name):
        return things
    ids = filters.texts(name)
    if len(ids) > _MOST_IDS:
        raise errors.TikTokError(f"{filters.label(name)}: at most {_MOST_IDS} ids.", errors.TOO_MANY_IDS)
    return [thing for thing in things if of(thing) in ids]


def keep_names(filters: Fields, name: str, things: list[Thing]) -> list[Thing]:
    """Keep those whose name contains the words: TikTok's search is fuzzy, so callers must compare exactly."""
    words = filters.text(name).casefold()
    return [thing for thing in things if words in thing.name.casefold()]


def keep_moments(filters: Fields, things: list[Thing]) -> list[Thing]:
    since, until = filters.moment("creation_filter_start_time"), filters.moment("creation_filter_end_time")
    return [t for t in things if (since is None or t.created >= since) and (until is None or t.created <= until)]


def keep_statuses(filters: Fields, things: list[Thing], secondary: Callable[[Thing], str]) -> list[Thing]:
    """Keep by primary status (what is deleted is left out unless asked for) and by secondary status."""
    primary = filters.choice("primary_status", STATUSES, "STATUS_NOT_DELETE")
    second = filters.text("secondary_status")
    rows = [(thing, secondary(thing)) for thing in things]
    rows = [(thing, word) for thing, word in rows if _is_in(primary, word)]
    return [thing for thing, word in rows if second in ("", word) or second.endswith(("_STATUS_ALL", "_NOT_DELETE"))]


def _is_in(primary: str, word: str) -> bool:
    gone, on = word.endswith("_DELETE"), word.endswith(("DELIVERY_OK", "STATUS_ENABLE"))
    return {
        "STATUS_ALL": True, "STATUS_NOT_DELETE": not gone, "STATUS_DELETE": gone, "STATUS_DELIVERY_OK": on,
        "STATUS_DISABLE": word.endswith("DISABLE"), "STATUS_NOT_DELIVERY": not (gone or on or word.endswith("DISABLE")),
        "STATUS_TIME_DONE": word.endswith(("TIME_DONE", "STATUS_DONE")), "STATUS_FROZEN": word.endswith("FROZEN"),
    }[primary]  # fmt: skip

"""What the address of the list of campaigns asks for, and links that ask for something else besides."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from campaigns.types.finding import COLUMNS, FILTERS, KEPT, Filters

NO_COLUMN = "-"
LENGTHS = {"search": 100}
USUAL_LENGTH = 60


def filters(given: QueryDict) -> Filters:
    """Return what is looked for."""
    return Filters(**{name: _clean(given, name) for name in FILTERS})


def kept(request: HttpRequest) -> dict[str, str]:
    """Return what the address says, as a view keeps it."""
    return {name: value for name in KEPT if (value := _clean(request.GET, name))}


def columns(given: QueryDict) -> list[str]:
    """Return the columns to show: those ticked (`show`), those of the address (`columns`), or all."""
    ticked, listed = given.getlist("show"), given.get("columns", "")
    if not ticked and not listed:
        return list(COLUMNS)
    wanted = {*(ticked or listed.split(","))}
    return [name for name in COLUMNS if name in wanted]


def query(request: HttpRequest, **changes: str) -> str:
    """Return the address's own parameters with some of them changed, ready for more: `status=paused&`."""
    merged = {name: value for name, value in {**kept(request), **changes}.items() if value}
    return urlencode(merged) + "&" if merged else ""


def encode(given: Mapping[str, str]) -> str:
    """Return the list's parameters among these as an address takes them."""
    return urlencode([(name, given[name]) for name in KEPT if given.get(name)])


def link(request: HttpRequest, **changes: str) -> str:
    """Return a link to the list with some parameters changed; empty values leave."""
    return "?" + query(request, **changes).rstrip("&")


def opened(request: HttpRequest, *, also: str = "", but: str = "") -> str:
    """Return a link to the list on which one row more, or less, is open."""
    found = [each for each in dict.fromkeys([*request.GET.getlist("open"), *([also] if also else [])]) if each != but]
    pairs = [*_pairs(request), *(("open", each) for each in found)]
    return "?" + urlencode(pairs)


def _pairs(request: HttpRequest) -> Iterable[tuple[str, str]]:
    return ((name, value) for name in (*KEPT, "page") if (value := _clean(request.GET, name)))


def _clean(given: QueryDict, name: str) -> str:
    if name == "columns":
        shown = columns(given)
        return "" if len(shown) == len(COLUMNS) else ",".join(shown) or NO_COLUMN
    return given.get(name, "").replace("\x00", "").strip()[: LENGTHS.get(name, USUAL_LENGTH)]

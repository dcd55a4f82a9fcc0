"""GoogleAdsService.Search and SearchStream: pages of 10,000 rows, of what was there when the first page was asked for."""

from collections import OrderedDict
from typing import Any

from . import gaql
from .call import Call, begin
from .errors import Failure, Problem
from .protos import message_class

_PAGE = 10_000
_KEPT_ROWS = 200_000

_unfinished: OrderedDict[str, tuple[str, str, gaql.Found]] = OrderedDict()
"""By the id of the request that began: (customer, query, rows). Kept in memory: a restart ends every token."""


def search(call: Call, request: Any) -> Any:
    """Answer a page. Only the first costs an operation; the size of a page can't be chosen."""
    begin(call, request.customer_id, operations=0 if request.page_token else 1)
    if request.page_size:
        words = "Setting the page size is not supported. Search responses will have a fixed page size of 10,000 rows."
        raise Failure([Problem("request_error", "PAGE_SIZE_NOT_SUPPORTED", words, ("page_size",))])
    name, first = call.request_id, 0
    if request.page_token:
        found, name, first = _go_on(request)
    else:
        found = gaql.answer(call, request.query)
    answer = message_class("services.SearchGoogleAdsResponse")()
    if request.validate_only:
        return answer
    answer.results.extend(found.page(first, _PAGE))
    answer.field_mask.paths.extend(found.names)
    if request.search_settings.return_total_results_count:
        answer.total_results_count = len(found.rows)
    if first + _PAGE < len(found.rows):
        answer.next_page_token = f"{name}.{first + _PAGE}"
        _keep(name, request, found)
    return answer


def search_stream(call: Call, request: Any) -> list[Any]:
    begin(call, request.customer_id, operations=1)
    found = gaql.answer(call, request.query)
    answers = []
    for first in range(0, len(found.rows), _PAGE):
        answer = message_class("services.SearchGoogleAdsStreamResponse")(request_id=call.request_id)
        answer.results.extend(found.page(first, _PAGE))
        answer.field_mask.paths.extend(found.names)
        answers.append(answer)
    return answers


def _keep(name: str, request: Any, found: gaql.Found) -> None:
    _unfinished[name] = (request.customer_id, request.query, found)
    while len(_unfinished) > 1 and sum(len(kept.rows) for *_, kept in _unfinished.values()) > _KEPT_ROWS:
        _unfinished.popitem(last=False)


def _go_on(request: Any) -> tuple[gaql.Found, str, int]:
    """Return the rows that a token stands for; it must come with the same customer and query."""
    name, _, first = request.page_token.partition(".")
    customer, query, found = _unfinished.get(name, ("", "", None))
    if found is None or not first.isdigit() or (customer, query) != (request.customer_id, request.query):
        code = "EXPIRED_PAGE_TOKEN" if first.isdigit() and found is None else "INVALID_PAGE_TOKEN"
        raise Failure([Problem("request_error", code, "The page token is invalid.", ("page_token",))])
    return found, name, int(first)

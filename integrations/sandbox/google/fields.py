"""GoogleAdsFieldService: what can be selected with what, as far as the sandbox answers it."""

import re
from typing import Any

from . import gaql_fields, gaql_together
from .call import Call, begin_without_customer
from .errors import Failure, Problem
from .gaql_fields import METRICS, SEGMENTS
from .kinds import KINDS
from .protos import fill, message_class

_NAMES = re.compile(r"name\s*(?:=|IN)\s*\(?([^)]*)\)?", re.IGNORECASE)


def get_field(call: Call, request: Any) -> Any:
    """Answer `googleAdsFields/{name}`."""
    begin_without_customer(call)
    name = request.resource_name.removeprefix("googleAdsFields/")
    return fill(message_class("resources.GoogleAdsField")(), _describe(name, request.resource_name))


def search_fields(call: Call, request: Any) -> Any:
    """Answer queries of the form `SELECT … WHERE name = 'x'` or `name IN ('x', 'y')`."""
    begin_without_customer(call)
    found = _NAMES.search(request.query)
    names = re.findall(r"['\"]([\w.]+)['\"]", found[1]) if found else []
    answer = message_class("services.SearchGoogleAdsFieldsResponse")(total_results_count=len(names))
    for name in names:
        fill(answer.results.add(), _describe(name, name))
    return answer


def _describe(name: str, asked: str) -> dict[str, Any]:
    row = {"resource_name": f"googleAdsFields/{name}", "name": name, "selectable": True, "filterable": True}
    if name in KINDS:
        kind = KINDS[name]
        counted = {"metrics": list(METRICS), "segments": list(SEGMENTS)} if kind.has_metrics else {}
        return row | {"category": "RESOURCE", "attribute_resources": list(kind.above), "selectable": False, **counted}
    try:
        field = gaql_fields.resolve(name)
    except Failure:
        words = f"Resource '{asked}' was not found."
        raise Failure([Problem("request_error", "RESOURCE_NOT_FOUND", words, ("resource_name",), asked)]) from None
    row |= {"is_repeated": field.leaf.is_repeated, "sortable": not field.is_message, "data_type": _type_of(field.leaf)}
    if field.top == "metrics":
        return row | {"category": "METRIC", "selectable_with": _with_metric(name)}
    if field.top == "segments":
        return row | {"category": "SEGMENT", "selectable_with": _with_segment(name)}
    return row | {"category": "ATTRIBUTE"}


def _with_metric(name: str) -> list[str]:
    others = [metric for metric in METRICS if metric != name]
    return [*gaql_together.resources_of(name), *gaql_together.segments_of(name), *others]


def _with_segment(name: str) -> list[str]:
    counted = [kind.name for kind in KINDS.values() if kind.has_metrics]
    return [*counted, *gaql_together.metrics_of(name), *(segment for segment in SEGMENTS if segment != name)]


def _type_of(leaf: Any) -> str:
    if leaf.message_type is not None:
        return "MESSAGE"
    if leaf.enum_type is not None:
        return "ENUM"
    types = {leaf.CPPTYPE_BOOL: "BOOLEAN", leaf.CPPTYPE_INT32: "INT32", leaf.CPPTYPE_INT64: "INT64"}
    types |= {leaf.CPPTYPE_DOUBLE: "DOUBLE", leaf.CPPTYPE_FLOAT: "FLOAT"}
    return types.get(leaf.cpp_type, "DATE" if leaf.name == "date" else "STRING")

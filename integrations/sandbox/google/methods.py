"""The methods that the sandbox answers, by their gRPC paths; any other answers UNIMPLEMENTED."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import VERSION, mutate
from .call import Call, begin
from .customers import list_accessible
from .errors import Failure, Problem, render
from .fields import get_field, search_fields
from .kinds import KINDS, resource_name
from .protos import fill, message_class
from .searching import search, search_stream
from .suggestions import suggest_places


@dataclass(frozen=True, slots=True)
class Method:
    """`request` and the answer are messages of the package `services`; `run` takes a Call and a request."""

    request: str
    run: Callable[[Call, Any], Any]
    streams: bool = False


def mutate_all(call: Call, request: Any) -> Any:
    """GoogleAdsService.Mutate: operations of any kind, together."""
    begin(call, request.customer_id, operations=max(1, len(request.mutate_operations)), writes=True)
    operations = []
    for index, one in enumerate(request.mutate_operations):
        field = one.WhichOneof("operation")
        place = ("mutate_operations", index)
        if field is None:
            words = "An operation must be provided."
            raise Failure([Problem("request_error", "OPERATION_REQUIRED", words, (place,))])
        operations.append(mutate.read(getattr(one, field), field.removesuffix("_operation"), (place, field)))
    things, problems = _run(call, request, operations)
    answer = message_class("services.MutateGoogleAdsResponse")()
    for operation, thing in [] if request.validate_only else zip(operations, things, strict=True):
        result = getattr(answer.mutate_operation_responses.add(), f"{operation.kind}_result")
        _tell(result, operation.kind, thing, request)
    return _with_failures(call, answer, problems)


def mutate_one(kind: str, call: Call, request: Any) -> Any:
    """A single resource's service."""
    begin(call, request.customer_id, operations=max(1, len(request.operations)), writes=True)
    places = [(("operations", index),) for index in range(len(request.operations))]
    operations = [mutate.read(one, kind, place) for one, place in zip(request.operations, places, strict=True)]
    things, problems = _run(call, request, operations)
    name = type(request).DESCRIPTOR.name.removesuffix("Request")
    answer = message_class(f"services.{name}Response")()
    for thing in [] if request.validate_only else things:
        _tell(answer.results.add(), kind, thing, request)
    return _with_failures(call, answer, problems)


def _run(call: Call, request: Any, operations: list[mutate.Operation]) -> tuple[list[Any], list[Problem]]:
    fields = request.DESCRIPTOR.fields_by_name
    validate = request.validate_only if "validate_only" in fields else False
    partially = request.partial_failure if "partial_failure" in fields else False
    return mutate.run(call, operations, validate_only=validate, partial=partially)


def _tell(result: Any, kind: str, thing: Any, request: Any) -> None:
    """Say what an operation made or changed; the whole resource only where it was asked for."""
    if thing is None:
        return
    is_ad = kind == "ad"
    result.resource_name = thing.data["ad"]["resource_name"] if is_ad else resource_name(thing)
    wants = getattr(request, "response_content_type", 0)
    if wants == 2 and kind in result.DESCRIPTOR.fields_by_name:
        data = thing.data["ad"] if is_ad else {**thing.data, "resource_name": result.resource_name}
        fill(getattr(result, kind), data)


def _with_failures(call: Call, answer: Any, problems: list[Problem]) -> Any:
    """With partial_failure, errors come beside the results: a google.rpc.Status that holds a GoogleAdsFailure."""
    if problems:
        status = answer.partial_failure_error
        status.code, status.message = 3, problems[0].message
        failure = message_class("errors.GoogleAdsFailure").FromString(render(Failure(problems), call.request_id))
        status.details.add().Pack(failure)
    return answer


def _path(service: str, method: str) -> str:
    return f"/google.ads.googleads.{VERSION}.services.{service}/{method}"


def _own_services() -> dict[str, Method]:
    found = {}
    for kind in (*(k for k in KINDS if k in _MUTABLE), "ad"):
        message = "Ad" if kind == "ad" else KINDS[kind].message
        plural = message.removesuffix("Criterion") + "Criteria" if message.endswith("Criterion") else f"{message}s"
        found[_path(f"{message}Service", f"Mutate{plural}")] = Method(
            f"Mutate{plural}Request", partial(mutate_one, kind)
        )
    return found


_MUTABLE = (
    "campaign_budget", "campaign", "campaign_criterion", "campaign_conversion_goal", "ad_group", "ad_group_criterion",
    "ad_group_ad", "asset", "campaign_asset", "asset_group", "asset_group_asset", "asset_group_signal", "conversion_action",
)  # fmt: skip

METHODS: dict[str, Method] = {
    _path("CustomerService", "ListAccessibleCustomers"): Method("ListAccessibleCustomersRequest", list_accessible),
    _path("GoogleAdsService", "Search"): Method("SearchGoogleAdsRequest", search),
    _path("GoogleAdsService", "SearchStream"): Method("SearchGoogleAdsStreamRequest", search_stream, streams=True),
    _path("GoogleAdsService", "Mutate"): Method("MutateGoogleAdsRequest", mutate_all),
    _path("GeoTargetConstantService", "SuggestGeoTargetConstants"): Method(
        "SuggestGeoTargetConstantsRequest", suggest_places
    ),
    _path("GoogleAdsFieldService", "GetGoogleAdsField"): Method("GetGoogleAdsFieldRequest", get_field),
    _path("GoogleAdsFieldService", "SearchGoogleAdsFields"): Method("SearchGoogleAdsFieldsRequest", search_fields),
    **_own_services(),
}

"""The SDK's own protos, loaded when they are first needed: 105 MB and about a second."""

import functools
from importlib import import_module
from typing import Any

from . import VERSION

_ROOT = f"google.ads.googleads.{VERSION}"


@functools.cache
def load() -> None:
    """Load every message that the sandbox speaks; later calls cost nothing."""
    for name in (
        "google_ads_service",
        "customer_service",
        "geo_target_constant_service",
        "google_ads_field_service",
        "youtube_video_upload_service",
        "reach_plan_service",
        "audience_insights_service",
    ):
        import_module(f"{_ROOT}.services.types.{name}")
    import_module(f"{_ROOT}.errors.types.errors")


@functools.cache
def message_class(name: str) -> Any:
    """Return the plain protobuf class of a message: `services.MutateGoogleAdsRequest`, `resources.Campaign`."""
    from google.protobuf import descriptor_pool, message_factory

    load()
    descriptor = descriptor_pool.Default().FindMessageTypeByName(f"{_ROOT}.{name}")
    return message_factory.GetMessageClass(descriptor)


def to_dict(message: Any) -> dict[str, Any]:
    """Return what is set, by the protos' names; enums as names, 64-bit integers as strings, bytes in base64."""
    from google.protobuf import json_format

    return json_format.MessageToDict(message, preserving_proto_field_name=True)


def fill(message: Any, data: dict[str, Any]) -> Any:
    """Set a message's fields from such a dictionary; names that it does not know (ours begin with `_`) are left out."""
    from google.protobuf import json_format

    return json_format.ParseDict(data, message, ignore_unknown_fields=True)


def field_of(descriptor: Any, name: str) -> Any | None:
    """Return a field by its public name: `type` is `type_` in Python's protos."""
    return descriptor.fields_by_name.get(name) or descriptor.fields_by_name.get(f"{name}_")

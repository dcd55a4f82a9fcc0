"""One way to the Google Ads API: the SDK's own client and messages, with an address of our own where one is set.

Two private names of the SDK are used (its channel options and client info); the version is pinned in pyproject. The
SDK's logging interceptor is left out: it writes every refused request, with its contents, at WARNING. Reads are paged
(`Search`), not streamed, so that each answer has its own time-out; both cost one operation. No developer token is sent:
since 2026-09 the access level belongs to the Cloud project.
"""

import ipaddress
import logging
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

import grpc
from google.ads.googleads import util
from google.ads.googleads.client import _CLIENT_INFO, _GRPC_CHANNEL_OPTIONS, GoogleAdsClient
from google.ads.googleads.interceptors import ExceptionInterceptor, MetadataInterceptor
from google.oauth2.credentials import Credentials

from integrations import errors as house
from integrations.platforms.google import errors
from integrations.platforms.google.versions import VERSION
from integrations.ports import Meter
from integrations.types import App

TIMEOUT_S = 30
"""For one call; a write that bears pictures gets so much for each `_PIECE` of them begun."""
MOST_OPERATIONS = 10_000
_PIECE = 4 * 1024 * 1024
_TOO_MUCH = "This is more than Google takes at once (10,000 objects). Make several smaller campaigns."

logging.getLogger("google.ads.googleads").setLevel(logging.CRITICAL)


class AdsClient(GoogleAdsClient):
    """The SDK's client; a service and its channel are made once. Loopback addresses are spoken to without TLS."""

    def __init__(self, app: App, token: str, manager_id: str = ""):
        super().__init__(
            Credentials(token), endpoint=app.api_url or None, login_customer_id=manager_id or None, version=VERSION
        )
        self.channel_credentials = grpc.local_channel_credentials() if is_loopback(app.api_url) else None
        self._services: dict[str, Any] = {}

    def get_service(self, name: str, version=None, interceptors=None, is_async=False) -> Any:
        """Return a service's client, made with this instance's address and credentials."""
        if name not in self._services:
            self._services[name] = self._open(name)
        return self._services[name]

    def _open(self, name: str) -> Any:
        snake = util.convert_upper_case_to_snake_case(name)
        module = import_module(f"google.ads.googleads.{VERSION}.services.services.{snake}")
        service = getattr(module, f"{name}Client")
        transport = service.get_transport_class("grpc")
        channel = transport.create_channel(
            host=self.endpoint or service.DEFAULT_ENDPOINT,
            credentials=self.credentials,
            ssl_credentials=self.channel_credentials,
            options=_GRPC_CHANNEL_OPTIONS,
        )
        channel = grpc.intercept_channel(
            channel,
            MetadataInterceptor(None, self.login_customer_id, None),
            ExceptionInterceptor(VERSION, use_proto_plus=False),
        )
        return service(transport=transport(channel=channel, client_info=_CLIENT_INFO))


class Ads:
    """Calls for one customer (empty: for what needs none). Raises only `integrations.errors`. For one thread."""

    def __init__(self, app: App, token: str, meter: Meter, *, customer_id: str = "", manager_id: str = ""):
        self.client = AdsClient(app, token, manager_id)
        self.customer_id = customer_id
        self.meter = meter

    def search(self, query: str) -> Iterator[Any]:
        """Yield the rows of a GAQL query as the SDK's plain messages; one operation, whatever the number of pages."""
        self.meter.spend(cost=1)
        try:
            service = self.client.get_service("GoogleAdsService")
            asked = {"customer_id": self.customer_id, "query": query}
            yield from service.search(request=asked, timeout=TIMEOUT_S, retry=None)
        except errors.FROM_THE_SDK as error:
            raise self._told(error, writes=False) from None

    def rows(self, query: str) -> Iterator[dict[str, Any]]:
        """Yield a query's rows as plain dicts: names as in GAQL, enums by name, 64-bit integers as text."""
        from google.protobuf.json_format import MessageToDict

        for row in self.search(query):
            yield MessageToDict(row, preserving_proto_field_name=True)

    def mutate(self, operations: Sequence[Mapping[str, Any]], *, validate_only: bool = False) -> list[str]:
        """Do all of it or nothing; return the resource names in order (none when only validating)."""
        if len(operations) > MOST_OPERATIONS:
            raise house.InvalidRequest(_TOO_MUCH)
        self.meter.spend(cost=len(operations), writes=True)
        try:
            service = self.client.get_service("GoogleAdsService")
            asked = {
                "customer_id": self.customer_id,
                "mutate_operations": list(operations),
                "validate_only": validate_only,
            }
            answer = service.mutate(request=asked, timeout=_patience(operations), retry=None)
        except errors.FROM_THE_SDK as error:
            raise self._told(error, writes=not validate_only) from None
        return [_resource_name(one) for one in answer.mutate_operation_responses]

    def call(self, service: str, method: str, request: Mapping[str, Any], *, writes: bool = False) -> Any:
        """Make one call of another service."""
        self.meter.spend(cost=1, writes=writes)
        try:
            return getattr(self.client.get_service(service), method)(
                request=dict(request), timeout=TIMEOUT_S, retry=None
            )
        except errors.FROM_THE_SDK as error:
            raise self._told(error, writes=writes) from None

    def _told(self, error: Exception, *, writes: bool) -> house.PlatformError:
        told, usage = errors.translate(error, writes=writes)
        if usage:
            self.meter.report(usage)
        return told


def word(message: Any, field: str) -> str:
    """Return the name of an enum's value in a plain message, or "" for one that is newer than the SDK."""
    known = message.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number
    value = getattr(message, field)
    return known[value].name if value in known else ""


def is_loopback(endpoint: str) -> bool:
    """Return whether an address (host:port) is this machine."""
    host = endpoint.rpartition(":")[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _patience(operations: Sequence[Mapping[str, Any]]) -> float:
    made = (operation.get("asset_operation", {}).get("create", {}) for operation in operations)
    size = sum(len(asset.get("image_asset", {}).get("data", b"")) for asset in made)
    return TIMEOUT_S * (1 + size // _PIECE)


def _resource_name(answer: Any) -> str:
    kind = answer.WhichOneof("response")
    return getattr(answer, kind).resource_name if kind else ""

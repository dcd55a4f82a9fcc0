"""One way to the Graph API: the SDK's, with time-outs, an address of our own in tests, and errors in our kinds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import requests
from facebook_business.adobjects.abstractcrudobject import AbstractCrudObject
from facebook_business.api import FacebookAdsApi, FacebookResponse
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from integrations.platforms.meta import errors
from integrations.platforms.meta.usage import read_usage
from integrations.ports import Meter
from integrations.types import App

VERSION = "v26.0"
TIMEOUT_S = (3.05, 30)
UPLOAD_TIMEOUT_S = (3.05, 120)
VIDEO_HOST = "https://graph-video.facebook.com"
READ_COST, WRITE_COST = 1, 3


class GraphSession(FacebookSession):
    """The SDK's session with another address, kept on the instance so that no other session changes."""

    def __init__(self, app: App, token: str | None, *, uploads: bool = False):
        timeout = UPLOAD_TIMEOUT_S if uploads else TIMEOUT_S
        super().__init__(app.app_id, app.app_secret if token else None, token, timeout=timeout)
        if uploads:
            self.GRAPH = VIDEO_HOST
        if app.api_url:
            self.GRAPH = app.api_url.rstrip("/")
            self.requests.trust_env = False  # no proxy stands before an address of our own


class GraphApi(FacebookAdsApi):
    """The SDK's API object, whose calls raise only `integrations.errors`. Not to be shared between threads."""

    def __init__(self, app: App, token: str | None, meter: Meter, *, uploads: bool = False):
        super().__init__(GraphSession(app, token, uploads=uploads), api_version=VERSION)
        self.app, self.meter = app, meter

    def call(self, method, path, params=None, **options) -> FacebookResponse:
        """Make one call. Nothing of the SDK's or the network's exceptions leaves: their texts hold the token."""
        writes = method != "GET"
        self.meter.spend(cost=WRITE_COST if writes else READ_COST, writes=writes)
        try:
            response = super().call(method, path, params=params, **options)
        except FacebookRequestError as error:
            self._report(error.http_headers())
            raise errors.from_answer(error.http_status(), error.body(), error.http_headers(), writes=writes) from None
        except requests.RequestException as error:
            raise errors.from_network(error, writes=writes) from None
        except (TypeError, ValueError):  # the SDK stumbles over HTML, and over error_data that is plain text
            raise errors.broken_answer(writes=writes) from None
        self._report(response.headers())
        if not isinstance(response.json(), dict | list):
            raise errors.broken_answer(writes=writes)
        return response

    def get(self, *path: str, **params: Any) -> dict[str, Any]:
        """Read one node or edge as it comes."""
        return self.call("GET", path, params=params).json()

    def post(self, *path: str, params: Mapping[str, Any], files: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Write to a node or an edge as it stands, past the SDK's own guesses about types (it warns of good values)."""
        return self.call("POST", path, params=dict(params), files=files).json()

    def speaking_as(self, token: str) -> "GraphApi":
        """Return an API object for another token of the same app: a Page's."""
        return GraphApi(self.app, token, self.meter)

    def uploading(self) -> "GraphApi":
        """Return an API object for the host that takes videos, with more patience."""
        return GraphApi(self.app, self._session.access_token, self.meter, uploads=True)

    def _report(self, headers: Mapping[str, str] | None) -> None:
        for told in read_usage(headers or {}):
            self.meter.report(told)


def open_api(app: App, token: str | None, meter: Meter) -> GraphApi:
    """Return an API object for one token; `appsecret_proof` goes along by itself. Without a token: for OAuth only."""
    return GraphApi(app, token, meter)


def id_of(made: Mapping[str, Any]) -> str:
    """Return the id of what a write made; an answer without one counts as lost."""
    if not made.get("id"):
        raise errors.broken_answer(writes=True)
    return str(made["id"])


def list_edge(
    node: AbstractCrudObject, edge: str, fields: Sequence[str], *, limit: int, shrinks: bool = True, **params: Any
) -> Iterator[dict[str, Any]]:
    """Yield what hangs on a node, page by page, until Meta names no further one; a page may be empty.

    A page that is too much for Meta is asked for again at half its size, down to one row, unless told not to.
    """
    query, api = {**params, "fields": ",".join(fields), "limit": limit}, node.get_api()
    while True:
        try:
            answer = api.get(node["id"], edge, **query)
        except errors.TooMuchAtOnce:
            if not shrinks or query["limit"] == 1:
                raise
            query["limit"] //= 2
            continue
        yield from answer.get("data") or []
        paging = answer.get("paging") or {}
        if "next" not in paging:
            return
        query["after"] = paging["cursors"]["after"]

"""One way to the Graph API: the SDK's, with time-outs, an address of our own in tests, and errors in our kinds."""

from collections.abc import Sequence
from typing import Any

import requests
from facebook_business.adobjects.abstractcrudobject import AbstractCrudObject
from facebook_business.api import Cursor, FacebookAdsApi, FacebookResponse
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from integrations.platforms.meta import errors
from integrations.types import App

VERSION = "v26.0"
TIMEOUT_S = (3.05, 30)


class GraphSession(FacebookSession):
    """The SDK's session with another address, kept on the instance so that no other session changes."""

    def __init__(self, app: App, token: str | None):
        super().__init__(app.app_id, app.app_secret if token else None, token, timeout=TIMEOUT_S)
        if app.api_url:
            self.GRAPH = app.api_url.rstrip("/")
            self.requests.trust_env = False  # no proxy stands before an address of our own


class GraphApi(FacebookAdsApi):
    """The SDK's API object, whose calls raise only `integrations.errors`. Not to be shared between threads."""

    def call(self, method, path, params=None, **options) -> FacebookResponse:
        """Make one call. Nothing of the SDK's or the network's exceptions leaves: their texts hold the token."""
        writes = method != "GET"
        try:
            response = super().call(method, path, params=params, **options)
        except FacebookRequestError as error:
            raise errors.from_answer(error.http_status(), error.body(), error.http_headers(), writes=writes) from None
        except requests.RequestException as error:
            raise errors.from_network(error, writes=writes) from None
        except (TypeError, ValueError):  # the SDK stumbles over HTML, and over error_data that is plain text
            raise errors.broken_answer(writes=writes) from None
        if not isinstance(response.json(), dict | list):
            raise errors.broken_answer(writes=writes)
        return response


def open_api(app: App, token: str | None) -> GraphApi:
    """Return an API object for one token; `appsecret_proof` goes along by itself. Without a token: for OAuth only."""
    return GraphApi(GraphSession(app, token), api_version=VERSION)


def list_edge(node: AbstractCrudObject, kind: type[AbstractCrudObject], fields: Sequence[str], **params: Any) -> Cursor:
    """Return what hangs on a node, page by page. The fields go along as text: the SDK warns about `edge{field}`."""
    query = {"fields": ",".join(fields), **params}
    return Cursor(node, kind, params=query, include_summary=False, api=node.get_api())

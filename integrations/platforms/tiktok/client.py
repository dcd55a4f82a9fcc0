"""One way to TikTok: v1.3 over HTTP, with time-outs, an address of our own in tests, and errors in our kinds.

Every path ends in a slash; the token goes in `Access-Token`; a GET's lists and filters travel as JSON text.
"""

import json
import logging
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import httpx2

from integrations.platforms.tiktok import errors
from integrations.ports import Meter
from integrations.types import App
from tenants import clock

HOST, VERSION = "https://business-api.tiktok.com", "v1.3"
TIMEOUT_S = (3.05, 30)
UPLOAD_TIMEOUT_S = (3.05, 120)
CUT_HEADER = "X-Tt-Ads-Throttle"

logging.getLogger("httpx2").setLevel(logging.WARNING)  # it tells every address, and one of them holds the app's secret

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an envelope holds; `is_cut`: there was more than TikTok counts at once, so that rows are missing."""

    data: Data
    is_cut: bool = False


class TikTokApi:
    """Calls with one token; they raise only `integrations.errors`. Not to be shared between threads."""

    def __init__(self, app: App, token: str, meter: Meter):
        self.app = app
        self.meter = meter
        self._token = token

    def get(self, path: str, **query: Any) -> Data:
        """Read; what is None is left out."""
        return self.read(path, **query).data

    def read(self, path: str, **query: Any) -> Answer:
        """Read, and tell whether the answer is whole."""
        return self._call("GET", path, writes=False, params=_as_query(query))

    def pages(self, path: str, *, key: str = "list", page_size: int = 1000, **query: Any) -> Iterator[Data]:
        """Yield the rows of every page."""
        page, last = 1, 1
        while page <= last:
            data = self.get(path, page=page, page_size=page_size, **query)
            yield from data.get(key) or []
            last = int((data.get("page_info") or {}).get("total_page") or 1)
            page += 1

    def ask(self, path: str, body: Mapping[str, Any]) -> Data:
        """Read by POST."""
        return self._call("POST", path, writes=False, json=dict(body)).data

    def post(self, path: str, body: Mapping[str, Any], *, takes_part: bool = False) -> Data:
        """Change something. `takes_part`: the caller reads from the answer what was done and what was not."""
        return self._call("POST", path, writes=True, takes_part=takes_part, json=dict(body)).data

    def upload(self, path: str, fields: Mapping[str, str], files: Mapping[str, Any]) -> Any:
        """Send a file as multipart; the answer may take minutes."""
        limit = _timeout(UPLOAD_TIMEOUT_S)
        return self._call("POST", path, writes=True, data=dict(fields), files=dict(files), timeout=limit).data

    def _call(self, method: str, path: str, *, writes: bool, takes_part: bool = False, **content: Any) -> Answer:
        self.meter.spend(writes=writes)
        try:
            response = self._http.request(method, path, **content)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
            raise errors.no_answer(writes=writes, has_left=False) from None
        except httpx2.HTTPError:
            raise errors.no_answer(writes=writes) from None
        data = _open(response, writes=writes, takes_part=takes_part)
        return Answer(data, CUT_HEADER in response.headers)

    @cached_property
    def _http(self) -> httpx2.Client:
        own = self.app.api_url.rstrip("/")
        return httpx2.Client(
            base_url=f"{own or HOST}/open_api/{VERSION}/",
            headers={"Access-Token": self._token} if self._token else {},
            timeout=_timeout(TIMEOUT_S),
            verify=_trust(),
            trust_env=not own,  # no proxy stands before an address of our own
        )


def _timeout(limits: tuple[float, float]) -> httpx2.Timeout:
    """Return how long connecting and every further wait may take, in seconds."""
    return httpx2.Timeout(limits[1], connect=limits[0])


@cache
def _trust() -> ssl.SSLContext:
    """Return whose certificates are believed: read once a process, for reading takes as long as a call."""
    return httpx2.create_ssl_context()


def _open(response: httpx2.Response, *, writes: bool, takes_part: bool) -> Any:
    """Return an envelope's data, or raise what it tells."""
    try:
        body = response.json()
        code = int(body["code"])
    except (ValueError, TypeError, KeyError):
        raise errors.from_status(response.status_code, writes=writes) from None
    if code == errors.OK or (code == errors.PARTLY_DONE and takes_part):
        return body.get("data") or {}
    raise errors.from_answer(body, clock.now())


def _as_query(query: Mapping[str, Any]) -> dict[str, str]:
    return {name: _as_text(value) for name, value in query.items() if value is not None}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)

"""Sends a video by Google's resumable protocol: begin, send in pieces, end; ask how far it came when an answer is lost.

Written here, since the SDK's own (google-ads 34.0.0) cannot work: it calls its check of an answer without an argument
that it wants, and stumbles over errors that are plain text. Loads no SDK. Nothing is made before the last piece has
arrived. https://developers.google.com/google-ads/api/docs/video/upload
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import httpx2

from integrations import errors
from integrations import types as t
from integrations.platforms.google import refusals
from integrations.platforms.google.versions import VERSION
from integrations.platforms.google.words import LOST_ANSWER, NO_ANSWER

HOST = "https://googleads.googleapis.com"
TIMEOUT_S = 60
"""For one piece."""
_PIECE, _GRANULARITY = 8 * 1024 * 1024, 262_144


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the token, the account, and the account by which it is reached. `base` "": Google's own host."""

    token: str
    customer_id: str
    manager_id: str = ""
    base: str = ""

    def send(self, about: Mapping[str, str], stream: BinaryIO, size: int) -> str:
        """Send a stream of so many bytes; return the upload's resource name. OutcomeUnknown: it may have arrived."""
        with httpx2.Client(timeout=httpx2.Timeout(TIMEOUT_S, connect=3.05), trust_env=not self.base) as client:
            session, granularity = self._begin(client, about, size)
            piece, sent = max(_PIECE // granularity, 1) * granularity, 0
            while True:
                content = stream.read(piece)
                is_last = sent + len(content) >= size or not content
                answer = self._send_piece(client, session, content, sent, is_last=is_last)
                sent += len(content)
                if is_last:
                    return _resource_name(answer)

    def _begin(self, client: httpx2.Client, about: Mapping[str, str], size: int) -> tuple[str, int]:
        base = (self.base or HOST).rstrip("/")
        url = f"{base}/resumable/upload/{VERSION}/customers/{self.customer_id}/youTubeVideoUploads:create"
        head = {
            "X-Goog-Upload-Protocol": "resumable",
            "X-Goog-Upload-Command": "start",
            "X-Goog-Upload-Header-Content-Length": str(size),
            "X-Goog-Upload-Header-Content-Type": "application/octet-stream",
        }
        body = {"customer_id": self.customer_id, "you_tube_video_upload": dict(about)}
        try:
            answer = client.post(url, json=body, headers=self._headers | head)
        except httpx2.HTTPError:
            raise errors.Temporary(NO_ANSWER) from None
        if not answer.is_success or "X-Goog-Upload-URL" not in answer.headers:
            raise refusals.read(answer)
        return answer.headers["X-Goog-Upload-URL"], int(
            answer.headers.get("X-Goog-Upload-Chunk-Granularity") or _GRANULARITY
        )

    def _send_piece(
        self, client: httpx2.Client, session: str, content: bytes, offset: int, *, is_last: bool
    ) -> httpx2.Response:
        head = {
            "X-Goog-Upload-Command": "upload, finalize" if is_last else "upload",
            "X-Goog-Upload-Offset": str(offset),
        }
        try:
            answer = client.post(session, content=content, headers=self._headers | head)
        except httpx2.HTTPError:
            return self._ask(client, session)
        if answer.is_success:
            return answer
        if answer.status_code >= 500 and is_last:
            return self._ask(client, session)
        raise refusals.read(answer)

    def _ask(self, client: httpx2.Client, session: str) -> httpx2.Response:
        """Return the lost answer of an upload that has arrived; one that has not is not continued, but begun again."""
        try:
            answer = client.post(session, headers=self._headers | {"X-Goog-Upload-Command": "query"})
        except httpx2.HTTPError:
            raise errors.OutcomeUnknown(LOST_ANSWER) from None
        if not answer.is_success:
            raise errors.OutcomeUnknown(LOST_ANSWER)
        if answer.headers.get("X-Goog-Upload-Status") != "final":
            raise errors.Temporary(NO_ANSWER)
        return answer

    @property
    def _headers(self) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}"}
        return own | ({"login-customer-id": self.manager_id} if self.manager_id else {})


def sender_for(app: t.App, link: t.AccountLink, *, is_local: bool) -> Sender:
    """Return who sends for an account. An address of our own takes no HTTP beside its gRPC: the tokens' address does."""
    base = app.token_url if is_local else f"https://{app.api_url}" if app.api_url else ""
    return Sender(link.access_token, link.external_id, link.presence.get("manager_id", ""), base)


def _resource_name(answer: httpx2.Response) -> str:
    try:
        body: Any = answer.json()
    except ValueError:
        body = None
    name = (body.get("resourceName") or body.get("resource_name")) if isinstance(body, dict) else ""
    if not name:
        raise errors.OutcomeUnknown(LOST_ANSWER)
    return str(name)

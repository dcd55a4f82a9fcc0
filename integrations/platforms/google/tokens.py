"""Google's token service: form posts out, JSON in, refusals in our kinds. Loads no SDK."""

import base64
import json
import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import httpx2

from integrations import errors
from integrations import types as t
from integrations.platforms.google.words import NO_ANSWER, PERMISSION_ENDED, TOO_MANY, read_wait_s, redact

HOST = "https://oauth2.googleapis.com"
TIMEOUT = httpx2.Timeout(30, connect=3.05)
_WAIT_S = 60


def post(app: t.App, path: str, form: Mapping[str, str]) -> dict[str, Any]:
    """Return the answer. A post that got none counts as not done: whoever asked can ask again."""
    base = (app.token_url or HOST).rstrip("/")
    try:
        with httpx2.Client(timeout=TIMEOUT, verify=_trust(), trust_env=not app.token_url) as client:
            response = client.post(base + path, data=dict(form))
    except httpx2.HTTPError:
        raise errors.Temporary(NO_ANSWER) from None
    return _read_answer(response)


@cache
def _trust() -> ssl.SSLContext:
    """Return whose certificates are believed: read once a process, for reading takes as long as a call."""
    return httpx2.create_ssl_context()


def _read_answer(response: httpx2.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        body = None
    if response.status_code == 200 and (isinstance(body, dict) or not response.content):
        return body or {}
    if response.status_code == 429:
        raise errors.RateLimited(
            TOO_MANY, retry_after_s=read_wait_s(response.headers.get("retry-after"), otherwise=_WAIT_S)
        )
    if response.status_code >= 500 or not isinstance(body, dict):
        raise errors.Temporary(NO_ANSWER)
    raise _refusal(body)


def _refusal(body: Mapping[str, Any]) -> errors.PlatformError:
    words = redact(str(body.get("error_description") or body.get("error", "")))
    if body.get("error") in ("invalid_grant", "invalid_token"):
        return errors.AuthExpired(PERMISSION_ENDED, platform_words=words)
    if body.get("error") in ("invalid_client", "unauthorized_client", "access_denied", "org_internal"):
        return errors.PermissionDenied(f"Google does not take this app: {words}", platform_words=words)
    return errors.InvalidRequest(f"Google refused: {words}", platform_words=words)


def read_grant(
    answer: Mapping[str, Any], now: datetime, *, refresh_token: str = "", scopes: tuple[str, ...] = ()
) -> t.TokenGrant:
    """Return the tokens; what Google does not repeat is kept as it was."""
    if not answer.get("access_token"):
        raise errors.Temporary("Google's answer held no token.")
    seconds = int(answer.get("expires_in") or 0)
    return t.TokenGrant(
        access_token=answer["access_token"],
        refresh_token=answer.get("refresh_token") or refresh_token,
        expires_at=now + timedelta(seconds=seconds) if seconds else None,
        scopes=tuple(answer.get("scope", "").split()) or scopes,
    )


def read_subject(id_token: str) -> str:
    """Return the person's id. The token came straight from Google over TLS, so its signature need not be checked."""
    try:
        payload = id_token.split(".")[1]
        subject = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))).get("sub")
    except (IndexError, ValueError, AttributeError):
        subject = None
    if not subject:
        raise errors.Temporary("Google's answer did not say who you are. Connect again.")
    return str(subject)

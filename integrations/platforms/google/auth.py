"""The operator's app on Google: consent page, code for tokens, refreshing, ad accounts, giving back.

Two scopes are asked for: `adwords`, and `openid`, which needs no review of the app and tells the one thing that the Ads
API does not say: who the person is (`sub`, the same for ever). The e-mail address is not asked for, so a person is shown
by the name of the first account. A refresh token comes with the first exchange only; it lives until it is revoked, or
has not been used for six months. https://developers.google.com/identity/protocols/oauth2/web-server
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import httpx2

from integrations import errors
from integrations import types as t
from integrations.platforms.google import accounts, gaql
from integrations.platforms.google.errors import NO_ANSWER, PERMISSION_ENDED, TOO_MANY, redact
from integrations.ports import Meter

CONSENT, TOKENS = "https://accounts.google.com", "https://oauth2.googleapis.com"
SCOPES = ("openid", "https://www.googleapis.com/auth/adwords")
TIMEOUT = httpx2.Timeout(30, connect=3.05)
_WAIT_S = 60


class GoogleApp:
    """See `integrations.ports.PlatformAuth`."""

    def __init__(self, app: t.App, meter: Meter):
        self.app = app
        self.meter = meter

    def authorize_url(self, *, state: str, redirect_uri: str, code_challenge: str = "") -> str:
        """Return the consent page's address; `prompt=consent` so that a refresh token comes every time."""
        query = {
            "client_id": self.app.app_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "scope": " ".join(SCOPES),
            "response_type": "code",
            "access_type": "offline",
            "prompt": "consent",
        }
        if code_challenge:
            query |= {"code_challenge": code_challenge, "code_challenge_method": "S256"}
        return f"{(self.app.consent_url or CONSENT).rstrip('/')}/o/oauth2/v2/auth?{urlencode(query)}"

    def exchange_code(self, *, code: str, redirect_uri: str, now: datetime, code_verifier: str = "") -> t.TokenGrant:
        """Exchange the code; ask which accounts the person reaches, for a name to show."""
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        answer = self._post("/token", asked | ({"code_verifier": code_verifier} if code_verifier else {}))
        grant = _read_grant(answer, now)
        if not grant.refresh_token:
            raise errors.PermissionDenied("Google gave no lasting permission. Connect again and agree to everything.")
        person = _subject(answer.get("id_token", ""))
        return _named(grant, person, self._label(grant))

    def refresh(self, grant: t.TokenGrant, *, now: datetime) -> t.TokenGrant:
        """Get the next access token; Google does not repeat the refresh token, so the old one is kept."""
        answer = self._post("/token", {"grant_type": "refresh_token", "refresh_token": grant.refresh_token})
        fresh = _read_grant(answer, now, refresh_token=grant.refresh_token, scopes=grant.scopes)
        return _named(fresh, grant.external_user_id, grant.user_label)

    def list_accounts(self, grant: t.TokenGrant) -> list[t.RemoteAccount]:
        """List the ad accounts; managers are opened, not listed. One that is reached both ways is listed once."""
        found: dict[str, t.RemoteAccount] = {}
        for customer_id in self._accessible(grant):
            for account in self._below(grant, customer_id):
                found.setdefault(account.external_id, account)
        return list(found.values())

    def revoke(self, grant: t.TokenGrant) -> None:
        """Give the permission back; one that is dead already is fine."""
        try:
            self._post("/revoke", {"token": grant.refresh_token or grant.access_token}, with_app=False)
        except errors.AuthExpired:
            return

    def _below(self, grant: t.TokenGrant, customer_id: str) -> list[t.RemoteAccount]:
        """Return an accessible account, or those below it when it is a manager; none when Google refuses to show it."""
        try:
            customer = accounts.read_customer(self._ads(grant, customer_id))
        except (errors.PermissionDenied, errors.ObjectNotFound):
            return []
        if not customer.get("manager"):
            return [accounts.describe(self._ads(grant, customer_id), customer)]
        query = gaql.select(
            accounts.CLIENT, "customer_client", "customer_client.manager = FALSE", "customer_client.hidden = FALSE"
        )
        clients = [row["customer_client"] for row in self._ads(grant, customer_id, customer_id).rows(query)]
        return [
            accounts.describe(self._ads(grant, str(client["id"]), customer_id), client, customer_id)
            for client in clients
        ]

    def _label(self, grant: t.TokenGrant) -> str:
        for customer_id in self._accessible(grant):
            try:
                name = accounts.read_customer(self._ads(grant, customer_id)).get("descriptive_name", "")
            except (errors.PermissionDenied, errors.ObjectNotFound):
                continue
            if name:
                return name
        return "Google Ads"

    def _accessible(self, grant: t.TokenGrant) -> list[str]:
        answer = self._ads(grant).call("CustomerService", "list_accessible_customers", {})
        return [name.rpartition("/")[2] for name in answer.resource_names]

    def _ads(self, grant: t.TokenGrant, customer_id: str = "", manager_id: str = ""):
        from integrations.platforms.google.client import Ads

        return Ads(self.app, grant.access_token, self.meter, customer_id=customer_id, manager_id=manager_id)

    def _post(self, path: str, form: Mapping[str, str], *, with_app: bool = True) -> dict[str, Any]:
        own = {"client_id": self.app.app_id, "client_secret": self.app.app_secret} if with_app else {}
        base = (self.app.token_url or TOKENS).rstrip("/")
        try:
            with httpx2.Client(timeout=TIMEOUT, trust_env=not self.app.token_url) as client:
                response = client.post(base + path, data={**own, **form})
        except httpx2.HTTPError:
            raise errors.Temporary(NO_ANSWER) from None
        return _read_answer(response)


def _read_answer(response: httpx2.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        body = None
    if response.status_code == 200 and (isinstance(body, dict) or not response.content):
        return body or {}
    if response.status_code == 429:
        raise errors.RateLimited(TOO_MANY, retry_after_s=int(response.headers.get("retry-after") or _WAIT_S))
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


def _read_grant(
    answer: Mapping[str, Any], now: datetime, *, refresh_token: str = "", scopes: tuple[str, ...] = ()
) -> t.TokenGrant:
    if not answer.get("access_token"):
        raise errors.Temporary("Google's answer held no token.")
    seconds = int(answer.get("expires_in") or 0)
    return t.TokenGrant(
        access_token=answer["access_token"],
        refresh_token=answer.get("refresh_token") or refresh_token,
        expires_at=now + timedelta(seconds=seconds) if seconds else None,
        scopes=tuple(answer.get("scope", "").split()) or scopes,
    )


def _named(grant: t.TokenGrant, person: str, label: str) -> t.TokenGrant:
    return t.TokenGrant(grant.access_token, grant.refresh_token, grant.expires_at, grant.scopes, person, label)


def _subject(id_token: str) -> str:
    """Return the person's id. The token came straight from Google over TLS, so its signature need not be checked."""
    try:
        payload = id_token.split(".")[1]
        subject = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))).get("sub")
    except (IndexError, ValueError, AttributeError):
        subject = None
    if not subject:
        raise errors.Temporary("Google's answer did not say who you are. Connect again.")
    return str(subject)

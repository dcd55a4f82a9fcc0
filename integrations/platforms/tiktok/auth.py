"""The operator's app on TikTok: consent page, code for token, ad accounts, giving back.

A token has no timer and no successor: it works until it is withdrawn, so refreshing is a look whether it still works.
What it may do is set at the app's registration and answered as numbers. Whose it is tells `user/info/`; an app that may
not ask (or an answer without an id) leaves the first ad account's id to know the connection by: that this call is open to every
app could not be checked.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok.client import HOST, TikTokApi
from integrations.platforms.tiktok.presence import read_accounts
from integrations.ports import Meter

NOBODY = "TikTok says neither who you are nor of any ad account. Agree to at least one ad account there."


class TikTokApp:
    """See `integrations.ports.PlatformAuth`."""

    def __init__(self, app: t.App, meter: Meter):
        self.app = app
        self.meter = meter

    def authorize_url(self, *, state: str, redirect_uri: str, code_challenge: str = "") -> str:
        """Return the consent page's address; TikTok knows no PKCE."""
        query = {"app_id": self.app.app_id, "state": state, "redirect_uri": redirect_uri}
        return f"{(self.app.consent_url or HOST).rstrip('/')}/portal/auth?{urlencode(query)}"

    def exchange_code(self, *, code: str, redirect_uri: str, now: datetime, code_verifier: str = "") -> t.TokenGrant:
        """Exchange the `auth_code` (an hour, once) for a token, and ask whose it is."""
        answer = self._api("").post("oauth2/access_token/", {**self._secret, "auth_code": code})
        if not answer.get("access_token"):
            raise errors.Temporary("TikTok's answer held no token.")
        token, ids = answer["access_token"], [str(one) for one in answer.get("advertiser_ids") or []]
        person_id, label = self._person(token, ids)
        if not person_id:
            raise errors.PermissionDenied(NOBODY)
        scopes = tuple(str(one) for one in answer.get("scope") or [])
        return t.TokenGrant(token, scopes=scopes, external_user_id=person_id, user_label=label)

    def refresh(self, grant: t.TokenGrant, *, now: datetime) -> t.TokenGrant:
        """Return the same token after a look whether it works."""
        self._list_ids(grant.access_token)
        return grant

    def list_accounts(self, grant: t.TokenGrant) -> list[t.RemoteAccount]:
        """List the ad accounts, each with its identity and pixel and what it lacks."""
        return read_accounts(self._api(grant.access_token), self._list_ids(grant.access_token))

    def revoke(self, grant: t.TokenGrant) -> None:
        """Give the token back; one that is dead already is fine."""
        try:
            self._api("").post("oauth2/revoke_token/", {**self._secret, "access_token": grant.access_token})
        except errors.AuthExpired:
            return

    def _list_ids(self, token: str) -> list[str]:
        rows = self._api(token).get("oauth2/advertiser/get/", **self._secret).get("list") or []
        return [str(row["advertiser_id"]) for row in rows]

    def _person(self, token: str, advertiser_ids: list[str]) -> tuple[str, str]:
        fallback = f"advertiser:{min(advertiser_ids)}" if advertiser_ids else ""
        try:
            person: Mapping[str, Any] = self._api(token).get("user/info/")
        except (errors.PermissionDenied, errors.InvalidRequest):
            return fallback, ""
        return str(person.get("core_user_id") or fallback), person.get("display_name") or ""

    @property
    def _secret(self) -> dict[str, str]:
        return {"app_id": self.app.app_id, "secret": self.app.app_secret}

    def _api(self, token: str) -> TikTokApi:
        return TikTokApi(self.app, token, self.meter)

"""The operator's app on Meta: consent page, code for token, short token for long, ad accounts, giving back.

Meta has no refresh token: a token of about 60 days is exchanged for the next one while it works, or the owner logs in
again. https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from facebook_business.adobjects.user import User

from integrations import errors
from integrations import types as t
from integrations.platforms.meta.accounts import ask_for, read_account
from integrations.platforms.meta.client import VERSION, GraphApi, list_edge, open_api
from integrations.ports import Meter

DIALOG = "https://www.facebook.com"
SCOPES = (
    "ads_management",
    "ads_read",
    "business_management",
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_ads",
    "pages_manage_metadata",
    "leads_retrieval",
    "instagram_basic",
)
PAGE_SIZE = 50


class MetaApp:
    """See `integrations.ports.PlatformAuth`."""

    def __init__(self, app: t.App, meter: Meter):
        self.app, self.meter = app, meter

    def authorize_url(self, *, state: str, redirect_uri: str, code_challenge: str = "") -> str:
        """Return the consent page's address; scopes are divided by commas here, and PKCE is unknown."""
        query = {
            "client_id": self.app.app_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "scope": ",".join(SCOPES),
            "response_type": "code",
        }
        return f"{(self.app.consent_url or DIALOG).rstrip('/')}/{VERSION}/dialog/oauth?{urlencode(query)}"

    def exchange_code(self, *, code: str, redirect_uri: str, now: datetime, code_verifier: str = "") -> t.TokenGrant:
        """Exchange the code for a token of an hour or two, that at once for one of about 60 days; ask whose it is."""
        short = self._get_token({"code": code, "redirect_uri": redirect_uri})
        return self._lengthen(short["access_token"], now)

    def refresh(self, grant: t.TokenGrant, *, now: datetime) -> t.TokenGrant:
        """Exchange a token that still works for one of about 60 days; one that does not raises AuthExpired."""
        return self._lengthen(grant.access_token, now)

    def list_accounts(self, grant: t.TokenGrant) -> list[t.RemoteAccount]:
        """List the ad accounts, each with its Page and pixel and what it lacks."""
        person = User("me", api=open_api(self.app, grant.access_token, self.meter))
        rows = ask_for(lambda fields: list(list_edge(person, "adaccounts", fields, limit=PAGE_SIZE)))
        return [read_account(row) for row in rows]

    def revoke(self, grant: t.TokenGrant) -> None:
        """Withdraw the app's permissions; one that is dead already is fine."""
        try:
            open_api(self.app, grant.access_token, self.meter).call("DELETE", ("me", "permissions"))
        except errors.AuthExpired:
            return

    def _lengthen(self, token: str, now: datetime) -> t.TokenGrant:
        long = self._get_token({"grant_type": "fb_exchange_token", "fb_exchange_token": token})
        api = open_api(self.app, long["access_token"], self.meter)
        person = api.get("me", fields="id,name")
        return t.TokenGrant(
            access_token=long["access_token"],
            expires_at=_expiry(long, now),
            scopes=_granted(api),
            external_user_id=person["id"],
            user_label=person.get("name", ""),
        )

    def _get_token(self, params: Mapping[str, str]) -> dict[str, Any]:
        secret = {"client_id": self.app.app_id, "client_secret": self.app.app_secret}
        answer = open_api(self.app, None, self.meter).get("oauth", "access_token", **secret, **params)
        if not isinstance(answer, dict) or not answer.get("access_token"):
            raise errors.Temporary("Meta's answer held no token.")
        return answer


def _expiry(answer: Mapping[str, Any], now: datetime) -> datetime | None:
    seconds = answer.get("expires_in")
    return now + timedelta(seconds=int(seconds)) if seconds else None


def _granted(api: GraphApi) -> tuple[str, ...]:
    rows = api.get("me", "permissions").get("data", [])
    return tuple(row["permission"] for row in rows if row.get("status") == "granted")

"""The operator's app on Meta: consent page, code for token, short token for long, ad accounts, giving back.

Meta has no refresh token: a token of about 60 days is exchanged for the next one while it works, or the owner logs in
again. https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.user import User

from integrations import errors
from integrations import types as t
from integrations.platforms.meta.accounts import ACCOUNT_FIELDS, read_account
from integrations.platforms.meta.client import VERSION, GraphApi, list_edge, open_api

DIALOG = "https://www.facebook.com"
SCOPES = (
    "ads_management",
    "ads_read",
    "business_management",
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_ads",
)
PAGE_SIZE = 100


class MetaApp:
    """See `integrations.ports.PlatformAuth`."""

    def __init__(self, app: t.App):
        self.app = app

    def authorize_url(self, *, state: str, redirect_uri: str) -> str:
        """Return the consent page's address; scopes are divided by commas here."""
        query = {
            "client_id": self.app.app_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "scope": ",".join(SCOPES),
            "response_type": "code",
        }
        return f"{(self.app.consent_url or DIALOG).rstrip('/')}/{VERSION}/dialog/oauth?{urlencode(query)}"

    def exchange_code(self, *, code: str, redirect_uri: str, now: datetime) -> t.TokenGrant:
        """Exchange the code for a token of an hour or two, that at once for one of about 60 days; ask whose it is."""
        short = self._get_token({"code": code, "redirect_uri": redirect_uri})
        long = self._get_token({"grant_type": "fb_exchange_token", "fb_exchange_token": short["access_token"]})
        api = open_api(self.app, long["access_token"])
        person = api.call("GET", ("me",), params={"fields": "id,name"}).json()
        return t.TokenGrant(
            access_token=long["access_token"],
            expires_at=_expiry(long, now),
            scopes=_granted(api),
            external_user_id=person["id"],
            user_label=person.get("name", ""),
        )

    def list_accounts(self, grant: t.TokenGrant) -> list[t.RemoteAccount]:
        """List the ad accounts, each with its Page and pixel and what it lacks."""
        person = User("me", api=open_api(self.app, grant.access_token))
        return [read_account(row) for row in list_edge(person, AdAccount, ACCOUNT_FIELDS, limit=PAGE_SIZE)]

    def revoke(self, grant: t.TokenGrant) -> None:
        """Withdraw the app's permissions; one that is dead already is fine."""
        try:
            open_api(self.app, grant.access_token).call("DELETE", ("me", "permissions"))
        except errors.AuthExpired:
            return

    def _get_token(self, params: Mapping[str, str]) -> dict[str, Any]:
        secret = {"client_id": self.app.app_id, "client_secret": self.app.app_secret}
        answer = open_api(self.app, None).call("GET", ("oauth", "access_token"), params={**secret, **params}).json()
        if not isinstance(answer, dict) or not answer.get("access_token"):
            raise errors.Temporary("Meta's answer held no token.")
        return answer


def _expiry(answer: Mapping[str, Any], now: datetime) -> datetime | None:
    seconds = answer.get("expires_in")
    return now + timedelta(seconds=int(seconds)) if seconds else None


def _granted(api: GraphApi) -> tuple[str, ...]:
    rows = api.call("GET", ("me", "permissions")).json().get("data", [])
    return tuple(row["permission"] for row in rows if row.get("status") == "granted")

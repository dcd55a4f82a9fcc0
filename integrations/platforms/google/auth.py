"""The operator's app on Google: consent page, code for tokens, refreshing, ad accounts, giving back.

Two scopes are asked for: `adwords`, and `openid`, which needs no review of the app and tells the one thing that the Ads
API does not say: who the person is (`sub`, the same for ever). The e-mail address is not asked for, so a person is shown
by the name of the first account. A refresh token comes with the first exchange only; it lives until it is revoked, or
has not been used for six months. https://developers.google.com/identity/protocols/oauth2/web-server
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from integrations import errors
from integrations import types as t
from integrations.platforms.google import accounts, gaql, tokens
from integrations.ports import Meter

_SHUT = "Google does not open it: it is closed, suspended, or was never set up"
CONSENT = "https://accounts.google.com"
LOOKED_INTO = 5
"""Of more accounts below one manager only the list is read: each look costs three operations, and somebody is waiting."""
SCOPES = ("openid", "https://www.googleapis.com/auth/adwords")


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
        answer = self._ask(asked | ({"code_verifier": code_verifier} if code_verifier else {}))
        grant = tokens.read_grant(answer, now)
        if not grant.refresh_token:
            raise errors.PermissionDenied("Google gave no lasting permission. Connect again and agree to everything.")
        person = tokens.read_subject(answer.get("id_token", ""))
        return replace(grant, external_user_id=person, user_label=self._label(grant))

    def refresh(self, grant: t.TokenGrant, *, now: datetime) -> t.TokenGrant:
        """Get the next access token; Google does not repeat the refresh token, so the old one is kept."""
        answer = self._ask({"grant_type": "refresh_token", "refresh_token": grant.refresh_token})
        fresh = tokens.read_grant(answer, now, refresh_token=grant.refresh_token, scopes=grant.scopes)
        return replace(fresh, external_user_id=grant.external_user_id, user_label=grant.user_label)

    def list_accounts(self, grant: t.TokenGrant) -> list[t.RemoteAccount]:
        """List the ad accounts; managers are opened, not listed. One that is reached both ways is listed
        once, as the way that tells more tells it."""
        found: dict[str, t.RemoteAccount] = {}
        for customer_id in self._accessible(grant):
            for account in self._below(grant, customer_id):
                known = found.get(account.external_id)
                if known is None or not known.currency:
                    found[account.external_id] = account
        return list(found.values())

    def revoke(self, grant: t.TokenGrant) -> None:
        """Give the permission back; one that is dead already is fine."""
        try:
            tokens.post(self.app, "/revoke", {"token": grant.refresh_token or grant.access_token})
        except errors.AuthExpired:
            return

    def _below(self, grant: t.TokenGrant, customer_id: str) -> list[t.RemoteAccount]:
        """Return an accessible account, or those below it when it is a manager; of one that is shut only that it is."""
        try:
            customer = accounts.read_customer(self._ads(grant, customer_id))
        except errors.PermissionDenied:
            return [
                t.RemoteAccount(customer_id, f"Google Ads {customer_id}", "", "", is_usable=False, status_words=_SHUT)
            ]
        except errors.ObjectNotFound:
            return []
        if not customer.get("manager"):
            return [accounts.describe(self._ads(grant, customer_id), customer)]
        query = gaql.select(
            accounts.CLIENT, "customer_client", "customer_client.manager = FALSE", "customer_client.hidden = FALSE"
        )
        clients = [row["customer_client"] for row in self._ads(grant, customer_id, customer_id).rows(query)]
        many = len(clients) > LOOKED_INTO
        return [
            accounts.describe(
                self._ads(grant, str(client["id"]), customer_id), client, customer_id, is_one_of_many=many
            )
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

    def _ask(self, form: Mapping[str, str]) -> dict[str, Any]:
        own = {"client_id": self.app.app_id, "client_secret": self.app.app_secret}
        return tokens.post(self.app, "/token", {**own, **form})

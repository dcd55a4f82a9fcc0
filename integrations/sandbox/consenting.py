"""For tests: what a browser and the house do together to get a token on each platform."""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from .apps import DEFAULT_APPS

_META_SCOPES = "ads_management,ads_read,business_management,pages_show_list,pages_read_engagement"
_GOOGLE_SCOPES = "https://www.googleapis.com/auth/adwords openid email"
_TIMEOUT_S = 30


class Consents:
    """Mixed into `SandboxProcess`: consent on a platform's page, and exchange what comes back."""

    base_url: str

    def control(self, method: str, path: str, /, **body: Any) -> Any:
        raise NotImplementedError

    def grant(
        self, person: str = "marlow", *, platform: str = "meta", redirect_uri: str = "", state: str = "s", **more: str
    ) -> str:
        """Consent as a person ("new" for somebody new) and return the address that the browser is sent back to."""
        redirect_uri = redirect_uri or f"http://localhost:8000/oauth/{platform}/callback"
        address, form = _consent(platform, redirect_uri, state)
        form |= {"person": self._person_id(person), "decision": "allow", **more}
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            opener.open(
                f"{self.base_url}/{platform}{address}", urllib.parse.urlencode(form).encode(), timeout=_TIMEOUT_S
            )
        except urllib.error.HTTPError as answer:
            if answer.code in (302, 303):
                return answer.headers["location"]
            raise AssertionError(f"the consent page answered {answer.code}: {answer.read().decode()[:500]}") from None
        raise AssertionError("the consent page did not send the browser back")

    def token(self, person: str = "marlow", *, platform: str = "meta", **more: str) -> str:
        """Return what the house keeps of a person's consent: Meta's long-lived token, Google's refresh token, TikTok's
        access token."""
        redirect = more.setdefault("redirect_uri", f"http://localhost:8000/oauth/{platform}/callback")
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.grant(person, platform=platform, **more)).query)
        app = DEFAULT_APPS[platform]
        if platform == "tiktok":
            body = {"app_id": app.id, "secret": app.secret, "auth_code": query["auth_code"][0]}
            return self._post("/tiktok/open_api/v1.3/oauth2/access_token/", body)["data"]["access_token"]
        keys = {"client_id": app.id, "client_secret": app.secret}
        with_code = {**keys, "code": query["code"][0], "redirect_uri": redirect}
        if platform == "google":
            wish = {**with_code, "grant_type": "authorization_code"}
            return self._send("/google/token", urllib.parse.urlencode(wish).encode())["refresh_token"]
        short = self._exchange_meta(with_code)
        return self._exchange_meta({**keys, "grant_type": "fb_exchange_token", "fb_exchange_token": short})

    def _person_id(self, person: str) -> str:
        if person == "new":
            return person
        people = self.control("GET", "people")["people"]
        return next(p["id"] for p in people if person in (p["id"], p["key"]))

    def _exchange_meta(self, query: dict[str, str]) -> str:
        return self._send(f"/meta/v26.0/oauth/access_token?{urllib.parse.urlencode(query)}")["access_token"]

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._send(path, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def _send(self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Any:
        request = urllib.request.Request(f"{self.base_url}{path}", body, headers or {})
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
            return json.load(answer)


def _consent(platform: str, redirect_uri: str, state: str) -> tuple[str, dict[str, str]]:
    """Return the consent page's path below the platform and what its address carries."""
    shared = {"redirect_uri": redirect_uri, "state": state}
    app_id = DEFAULT_APPS[platform].id
    if platform == "tiktok":
        return "/portal/auth", {**shared, "app_id": app_id}
    if platform == "google":
        offline = {"response_type": "code", "access_type": "offline", "prompt": "consent"}
        return "/o/oauth2/v2/auth", {**shared, **offline, "client_id": app_id, "scope": _GOOGLE_SCOPES}
    return "/v26.0/dialog/oauth", {**shared, "client_id": app_id, "scope": _META_SCOPES}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None

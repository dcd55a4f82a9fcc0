"""Steps of connecting that several tests take: out to the consent page, and back."""

from urllib.parse import urlsplit

from integrations import selectors
from integrations.models import AdAccount
from tests.integrations.conftest import read_query

CONSENT = {"google": "/google/o/oauth2/v2/auth", "meta": "/meta/v26.0/dialog/oauth", "tiktok": "/tiktok/portal/auth"}


def leave(browser, platform: str = "meta") -> dict[str, str]:
    """Press Connect; return what the consent page is asked."""
    response = browser.post(f"/connections/{platform}/begin/")
    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == CONSENT[platform]
    return read_query(response["Location"])


def consent(sandbox, asked: dict[str, str], person: str = "marlow", platform: str = "meta") -> str:
    """Say yes; return the address to which the platform sends the browser."""
    return sandbox.grant(person, **{"platform": platform, **asked})


def come_back(public_client, address: str) -> str:
    """Follow the platform to the public host; return the address on the organisation's host."""
    parts = urlsplit(address)
    response = public_client.get(f"{parts.path}?{parts.query}")
    assert response.status_code == 302
    return response["Location"]


def open_at(browser, address: str):
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}")


def connect(browser, public_client, sandbox, person: str = "marlow", platform: str = "meta"):
    """Go all the way to the picker; return its response."""
    address = come_back(public_client, consent(sandbox, leave(browser, platform), person, platform))
    response = open_at(browser, address)
    assert response.status_code == 302, response.content.decode()
    return browser.get(response["Location"])


def connect_by_api(
    client, sandbox, person: str, external_ids: list[str] | None = None, platform: str = "meta"
) -> list[dict]:
    """Connect by way of the API; return the ad accounts."""
    begun = client.post("/api/v1/connections", {"platform": platform}, content_type="application/json")
    assert begun.status_code == 201, begun.content
    back = read_query(consent(sandbox, read_query(begun.json()["authorize_url"]), person, platform))
    body = {"platform": platform, "code": back.get("auth_code") or back["code"], "state": back["state"]}
    finished = client.post("/api/v1/connections/finish", body, content_type="application/json")
    assert finished.status_code == 200, finished.content
    wanted = external_ids or [row["external_id"] for row in finished.json()["offered"]]
    address = f"/api/v1/connections/{finished.json()['id']}/ad-accounts"
    chosen = client.post(address, {"external_ids": wanted}, content_type="application/json")
    assert chosen.status_code == 201, chosen.content
    return chosen.json()


def connect_one(client, sandbox, person: str, platform: str = "meta") -> AdAccount:
    """Connect by way of the API; return the one ad account that there is then."""
    connect_by_api(client, sandbox, person, platform=platform)
    return selectors.list_ad_accounts().get()

"""What an advertiser has before any ad: itself, identities, pixels, lead forms, apps, audiences."""

from typing import Any

from ..store import Thing
from . import errors
from .call import Call
from .fields import show_moment
from .lists import page
from .registry import answers
from .tokens import find_advertiser
from .words import IDENTITIES


@answers("GET", "/advertiser/info/", alone=True)
def read_advertisers(call: Call) -> dict[str, Any]:
    ids = call.fields.texts("advertiser_ids", least=1, most=100)
    wanted = call.fields.texts("fields")
    return {"list": [_show_advertiser(find_advertiser(call, one), wanted) for one in ids]}


def _show_advertiser(account: Thing, wanted: list[str]) -> dict[str, Any]:
    data = account.data
    shown = {
        "advertiser_id": account.id, "name": account.name, "currency": data["currency"], "timezone": data["timezone_name"],
        "display_timezone": data["timezone_name"], "status": data["status"], "rejection_reason": data["rejection_reason"],
        "balance": data["balance"], "company": data["company"], "country": data["country"], "role": data["role"],
        "language": "en", "advertiser_account_type": "AUCTION", "create_time": int(account.created),
    }  # fmt: skip
    return {name: value for name, value in shown.items() if not wanted or name in wanted}


@answers("GET", "/identity/get/")
def list_identities(call: Call) -> dict[str, Any]:
    kind = call.fields.choice("identity_type", IDENTITIES)
    found = [t for t in _owned(call, "identity") if kind in ("", t.data["identity_type"])]
    return page(call, found, _show_identity, key="identity_list", size=100, most=100)


def _show_identity(identity: Thing) -> dict[str, Any]:
    return {"identity_id": identity.id, "display_name": identity.name, **_without_name(identity)}


@answers("GET", "/pixel/list/")
def list_pixels(call: Call) -> dict[str, Any]:
    return page(call, _owned(call, "pixel"), _show_pixel, key="pixels", size=10, most=20)


def _show_pixel(pixel: Thing) -> dict[str, Any]:
    made = {"create_time": show_moment(pixel.created), "pixel_setup_mode": "DEVELOPER"}
    return {"pixel_id": pixel.id, "pixel_name": pixel.name, **_without_name(pixel), **made}


@answers("GET", "/page/get/")
def list_pages(call: Call) -> dict[str, Any]:
    kind = call.fields.choice("business_type", ["LEAD_GEN", "STORE_FRONT", "TIKTOK_INSTANT_PAGE", "SLIDESHOW"])
    status = call.fields.choice("page_status", ["DRAFT", "READY", "EDITED", "PUBLISHED"])
    found = [
        t for t in _owned(call, "page") if kind in ("", t.data["business_type"]) and status in ("", t.data["status"])
    ]
    return page(call, found, lambda t: {"page_id": t.id, "title": t.name, **_without_name(t)}, size=10, most=100)


@answers("GET", "/app/list/")
def list_apps(call: Call) -> dict[str, Any]:
    apps = _owned(call, "app")
    return {
        "apps": [{"app_id": t.id, "app_name": t.name, "enable_retargeting": True, **_without_name(t)} for t in apps]
    }


@answers("GET", "/dmp/custom_audience/list/")
def list_audiences(call: Call) -> dict[str, Any]:
    wanted = call.fields.texts("custom_audience_ids", most=100)
    found = [t for t in _owned(call, "audience") if not wanted or t.id in wanted]
    return page(call, found, _show_audience, size=10, most=100)


def _show_audience(audience: Thing) -> dict[str, Any]:
    return {
        "audience_id": audience.id, "name": audience.name, **_without_name(audience),
        "create_time": show_moment(audience.created),
    }  # fmt: skip


def find_owned(call: Call, kind: str, name: str, thing_id: str) -> Thing:
    """Return something of this advertiser; another's is refused as if it were not there. `name`: the field."""
    thing = call.store.get(thing_id, f"tiktok.{kind}")
    if thing is None or thing.account != call.account.id:
        raise errors.wrong(name, f"{thing_id} does not exist or does not belong to this advertiser.")
    return thing


def _owned(call: Call, kind: str) -> list[Thing]:
    return call.store.list(f"tiktok.{kind}", account=call.account.id)


def _without_name(thing: Thing) -> dict[str, Any]:
    return {name: value for name, value in thing.data.items() if name != "name" and not name.startswith("_")}

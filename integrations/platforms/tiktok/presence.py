"""Reads whom ads can speak for and what they can count by and lead to: identities, pixels, instant forms, apps."""

from collections.abc import Sequence

from integrations import types as t
from integrations.errors import PermissionDenied
from integrations.platforms.tiktok import accounts
from integrations.platforms.tiktok.client import TikTokApi

_BATCH = 100


def read_accounts(api: TikTokApi, advertiser_ids: Sequence[str]) -> list[t.RemoteAccount]:
    """Return ad accounts with what each lacks; two reads for each beside the list."""
    found = []
    for start in range(0, len(advertiser_ids), _BATCH):
        batch = list(advertiser_ids[start : start + _BATCH])
        rows = api.get("advertiser/info/", advertiser_ids=batch, fields=accounts.FIELDS).get("list") or []
        found += [accounts.read_account(row, _of_ads(api, str(row["advertiser_id"]))) for row in rows]
    return found


def list_presence(api: TikTokApi, advertiser_id: str) -> list[t.Presence]:
    """Return everything that can be chosen; what the app may not read is left out (forms and apps need more permission)."""
    found = _of_ads(api, advertiser_id)
    for read in (_list_forms, _list_apps):
        try:
            found += read(api, advertiser_id)
        except PermissionDenied:
            continue
    return found


def _of_ads(api: TikTokApi, advertiser_id: str) -> list[t.Presence]:
    identities = api.pages("identity/get/", key="identity_list", page_size=100, advertiser_id=advertiser_id)
    pixels = api.pages("pixel/list/", key="pixels", page_size=20, advertiser_id=advertiser_id)
    speaking = [one for row in identities if (one := accounts.read_identity(row))]
    return speaking + [accounts.read_pixel(row) for row in pixels]


def _list_forms(api: TikTokApi, advertiser_id: str) -> list[t.Presence]:
    rows = api.pages(
        "page/get/", page_size=100, advertiser_id=advertiser_id, business_type="LEAD_GEN", page_status="PUBLISHED"
    )
    return [
        t.Presence("lead_form", str(row["page_id"]), row.get("title") or "", {"lead_form_id": str(row["page_id"])})
        for row in rows
    ]


def _list_apps(api: TikTokApi, advertiser_id: str) -> list[t.Presence]:
    rows = api.get("app/list/", advertiser_id=advertiser_id).get("apps") or []
    return [
        t.Presence("app", str(row["app_id"]), row.get("app_name") or "", {"app_id": str(row["app_id"])}) for row in rows
    ]

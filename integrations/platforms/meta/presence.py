"""What an account's ads can speak for and count by: Pages, Instagram accounts, pixels, lead forms, apps."""

from collections.abc import Iterator, Mapping
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations import errors, types
from integrations.platforms.meta import forms
from integrations.platforms.meta.client import list_edge

_LIMIT = 100


def list_presence(account: AdAccount) -> list[types.Presence]:
    """Return all of it; an account without any of a kind has none in the list, and so has one that shows it not."""
    pages = _list(account, "promote_pages", ["id", "name"])
    return [
        *(_page(row) for row in pages),
        *(_instagram(row) for row in _list(account, "instagram_accounts", ["id", "username"])),
        *(_pixel(row) for row in _list(account, "adspixels", ["id", "name"])),
        *(form for row in pages for form in _list_forms(account, row)),
        *(_app(row) for row in _list(account, "advertisable_applications", ["id", "name"])),
    ]


def _list(account: AdAccount, edge: str, fields: list[str]) -> list[Mapping[str, Any]]:
    """Return what hangs on an account; what its owner does not let us see is not there for us."""
    try:
        return list(list_edge(account, edge, fields, limit=_LIMIT))
    except errors.PermissionDenied:
        return []


def _page(row: Mapping[str, Any]) -> types.Presence:
    return types.Presence("page", row["id"], row["name"], {"page_id": row["id"], "page_name": row["name"]})


def _instagram(row: Mapping[str, Any]) -> types.Presence:
    name = row.get("username") or row["id"]
    return types.Presence("instagram_user", row["id"], name, {"instagram_user_id": row["id"], "instagram_name": name})


def _pixel(row: Mapping[str, Any]) -> types.Presence:
    return types.Presence("pixel", row["id"], row["name"], {"pixel_id": row["id"], "pixel_name": row["name"]})


def _list_forms(account: AdAccount, page: Mapping[str, Any]) -> Iterator[types.Presence]:
    """A Page whose owner did not let us act for it shows no forms."""
    try:
        rows = list(forms.list_forms(forms.open_page(account.get_api(), page["id"])))
    except errors.PermissionDenied:
        return
    for row in rows:
        yield types.Presence("lead_form", row["id"], row["name"])


def _app(row: Mapping[str, Any]) -> types.Presence:
    return types.Presence("app", row["id"], row["name"])

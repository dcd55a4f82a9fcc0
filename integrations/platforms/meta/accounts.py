"""An ad account as Meta lists it: is it in good standing, who do its ads speak for, what does it count. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from integrations import types as t
from integrations.errors import InvalidRequest, PermissionDenied

ACCOUNT_FIELDS = [
    "account_id", "name", "currency", "timezone_name", "account_status", "disable_reason", "funding_source",
    "is_prepay_account", "user_tasks", "default_dsa_beneficiary", "default_dsa_payor", "promote_pages{id,name}",
    "adspixels{id,name}",
]  # fmt: skip
Answer = TypeVar("Answer")
_INSTAGRAM = "instagram_accounts{id,username}"
_UNSETTLED = 3
_USABLE = {1: "", 3: "Payment is due", 8: "Payment is being settled", 9: "In a grace period"}
_UNUSABLE = {2: "Switched off by Meta", 7: "Under review by Meta", 100: "About to be closed", 101: "Closed"}
_DISABLED_FOR = {
    1: "ads that break Meta's integrity policy", 2: "ads about intellectual property", 3: "a payment that looked wrong",
    4: "a grey account", 5: "ads under review", 6: "a business that was reviewed", 7: "being unused for long",
}  # fmt: skip
_NEEDS_STANDING = (
    "An ad account in good standing: Meta switched this one off for {why}. Meta's Business Support Home "
    "(facebook.com/business-support-home) says more, and takes a request for review."
)
_NEEDS_PAGE = "A Facebook Page that you may advertise for: Meta's Business settings, Pages."
_NEEDS_PIXEL = "A pixel, to count orders and leads on the website: Meta's Events Manager. Traffic ads run without it."
_NEEDS_MONEY = "A payment method in good order: Meta's Ads Manager, Billing."
_NEEDS_TASK = (
    "The task “Manage campaigns” on this ad account: whoever runs the business gives it in Meta's Business settings, Ad "
    "accounts."
)
_NEEDS_INSTAGRAM = (
    "An Instagram account, to advertise there in your own name: Meta's Business settings, Instagram accounts. Ads run on "
    "Facebook without it."
)


def ask_for(ask: Callable[[list[str]], Answer]) -> Answer:
    """Ask for everything, and once more without the Instagram accounts where their owner does not let us see them."""
    try:
        return ask([*ACCOUNT_FIELDS, _INSTAGRAM])
    except (PermissionDenied, InvalidRequest):
        return ask(ACCOUNT_FIELDS)


def read_account(row: Mapping[str, Any]) -> t.RemoteAccount:
    """Return an account with what it lacks, in sentences."""
    status = int(row.get("account_status", 1))
    presence = _read_presence(row)
    return t.RemoteAccount(
        external_id=row["account_id"],
        name=row.get("name") or f"Ad account {row['account_id']}",
        currency=row["currency"],
        time_zone=row["timezone_name"],
        is_usable=status not in _UNUSABLE,
        status_words=_USABLE.get(status) or _UNUSABLE.get(status, ""),
        needs=tuple(_list_needs(row, status, presence)),
        presence=presence,
    )


def rows_of(row: Mapping[str, Any], edge: str) -> list[Mapping[str, Any]]:
    """Return what hangs on an account under a name, however the SDK hands it over."""
    found = row.get(edge)
    return list(found.get("data", []) if isinstance(found, Mapping) else found or [])


def _read_presence(row: Mapping[str, Any]) -> dict[str, str]:
    page, pixel, instagram = (_first(row, edge) for edge in ("promote_pages", "adspixels", "instagram_accounts"))
    found = {
        "page_id": page.get("id"),
        "page_name": page.get("name"),
        "instagram_user_id": instagram.get("id"),
        "instagram_name": instagram.get("username"),
        "pixel_id": pixel.get("id"),
        "pixel_name": pixel.get("name"),
        "dsa_beneficiary": row.get("default_dsa_beneficiary"),
        "dsa_payor": row.get("default_dsa_payor"),
    }
    return {name: value for name, value in found.items() if value}


def _first(row: Mapping[str, Any], edge: str) -> Mapping[str, str]:
    rows = rows_of(row, edge)
    return rows[0] if rows else {}


def _list_needs(row: Mapping[str, Any], status: int, presence: Mapping[str, str]) -> list[t.Need]:
    why = _DISABLED_FOR.get(int(row.get("disable_reason") or 0), "a reason that it tells there")
    lacks = [
        (status in _UNUSABLE, t.Need("standing", _NEEDS_STANDING.format(why=why))),
        (_lacks_task(row), t.Need("permission", _NEEDS_TASK)),
        (status == _UNSETTLED or _lacks_funding(row), t.Need("payment", _NEEDS_MONEY)),
        ("page_id" not in presence, t.Need("page", _NEEDS_PAGE)),
        ("pixel_id" not in presence, t.Need("pixel", _NEEDS_PIXEL, is_blocking=False)),
        ("instagram_user_id" not in presence, t.Need("instagram_user", _NEEDS_INSTAGRAM, is_blocking=False)),
    ]
    return [need for is_lacking, need in lacks if is_lacking]


def _lacks_task(row: Mapping[str, Any]) -> bool:
    tasks = row.get("user_tasks")
    return tasks is not None and not {"ADVERTISE", "MANAGE"} & set(tasks)


def _lacks_funding(row: Mapping[str, Any]) -> bool:
    """Only who manages an account is shown how it pays; to others nothing is missing."""
    shown = "MANAGE" in (row.get("user_tasks") or ())
    return shown and not row.get("funding_source") and not row.get("is_prepay_account")

"""An ad account as Meta lists it: is it in good standing, who do its ads speak for, what does it count. Pure."""

from collections.abc import Mapping
from typing import Any

from integrations import types as t

ACCOUNT_FIELDS = [
    "account_id", "name", "currency", "timezone_name", "account_status", "disable_reason",
    "default_dsa_beneficiary", "default_dsa_payor", "promote_pages{id,name}", "adspixels{id,name}",
]  # fmt: skip
_USABLE = {1: "", 3: "Payment is due", 8: "Payment is being settled", 9: "In a grace period"}
_UNUSABLE = {2: "Switched off by Meta", 7: "Under review by Meta", 100: "About to be closed", 101: "Closed"}
_NEEDS_PAGE = "A Facebook Page that you may advertise for: Meta's Business settings, Pages."
_NEEDS_PIXEL = "A pixel, to count orders and leads on the website: Meta's Events Manager. Traffic ads run without it."
_NEEDS_MONEY = "A payment method in good order: Meta's Ads Manager, Billing."


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
        needs=tuple(_list_needs(status, presence)),
        presence=presence,
    )


def _read_presence(row: Mapping[str, Any]) -> dict[str, str]:
    page, pixel = _first(row.get("promote_pages")), _first(row.get("adspixels"))
    found = {
        "page_id": page.get("id"),
        "page_name": page.get("name"),
        "pixel_id": pixel.get("id"),
        "pixel_name": pixel.get("name"),
        "dsa_beneficiary": row.get("default_dsa_beneficiary"),
        "dsa_payor": row.get("default_dsa_payor"),
    }
    return {name: value for name, value in found.items() if value}


def _first(edge: Any) -> Mapping[str, str]:
    rows = edge.get("data", []) if isinstance(edge, Mapping) else edge or []
    return rows[0] if rows else {}


def _list_needs(status: int, presence: Mapping[str, str]) -> list[t.Need]:
    lacks = [
        ("page_id" not in presence, t.Need("page", _NEEDS_PAGE)),
        ("pixel_id" not in presence, t.Need("pixel", _NEEDS_PIXEL, is_blocking=False)),
        (status == 3, t.Need("payment", _NEEDS_MONEY)),
    ]
    return [need for is_lacking, need in lacks if is_lacking]

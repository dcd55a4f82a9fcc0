"""An ad account as TikTok lists it: is it in good standing, who do its ads speak for, what does it count. Pure.

A balance of nothing bars ads only where the account pays beforehand; TikTok does not say how an account pays, so it is a
hint and no bar.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from integrations import types as t
from integrations.platforms.tiktok.money import read_count

FIELDS = ["advertiser_id", "name", "currency", "timezone", "display_timezone", "status", "balance", "rejection_reason"]
_UNUSABLE = {
    "STATUS_DISABLE": "Closed",
    "STATUS_PENDING_CONFIRM": "Under review by TikTok",
    "STATUS_PENDING_VERIFIED": "Waits to be verified",
    "STATUS_CONFIRM_FAIL": "Refused by TikTok",
    "STATUS_CONFIRM_FAIL_END": "Refused by TikTok",
    "STATUS_PENDING_CONFIRM_MODIFY": "Changes are under review by TikTok",
    "STATUS_CONFIRM_MODIFY_FAIL": "Changes were refused by TikTok",
    "STATUS_LIMIT": "Restricted by TikTok",
    "STATUS_WAIT_FOR_BPM_AUDIT": "Under review by TikTok",
    "STATUS_WAIT_FOR_PUBLIC_AUTH": "Waits to be verified",
    "STATUS_SELF_SERVICE_UNAUDITED": "Waits to be verified",
    "STATUS_CONTRACT_PENDING": "Its contract has not begun",
}
_NEEDS_STANDING = "An ad account in good standing: TikTok Ads Manager, Account info, says what is missing."
_NEEDS_IDENTITY = (
    "A TikTok account that the ads speak for: TikTok Ads Manager, Tools, Identity (or your Business Center)."
)
_NEEDS_PIXEL = "A pixel, to count orders and leads on the website: TikTok's Events Manager. Traffic ads run without it."
_NEEDS_MONEY = "Money or a payment method in good order: TikTok Ads Manager, Payment. The balance is 0."
_PUSHING = ("TT_USER", "BC_AUTH_TT")
Row = Mapping[str, Any]


def read_account(row: Row, presence: Sequence[t.Presence]) -> t.RemoteAccount:
    """Return an account with what it lacks, in sentences; of what it can speak for and count by, the first of each."""
    status, chosen = row.get("status") or "", choose(presence)
    words = _UNUSABLE.get(status, "")
    if words and row.get("rejection_reason"):
        words = f"{words}: {row['rejection_reason']}"
    return t.RemoteAccount(
        external_id=str(row["advertiser_id"]),
        name=row.get("name") or f"Ad account {row['advertiser_id']}",
        currency=row.get("currency") or "",
        time_zone=row.get("display_timezone") or row.get("timezone") or "UTC",
        is_usable=status not in _UNUSABLE,
        status_words=words,
        needs=tuple(_list_needs(row, chosen)),
        presence=chosen,
    )


def choose(presence: Iterable[t.Presence]) -> dict[str, str]:
    """Return what the first identity and the first pixel set."""
    chosen: dict[str, str] = {}
    seen: set[str] = set()
    for one in presence:
        if one.kind in ("identity", "pixel") and one.kind not in seen:
            seen.add(one.kind)
            chosen |= one.sets
    return chosen


def read_identity(row: Row) -> t.Presence | None:
    """Return a TikTok account that ads can speak for; None for one that may not make posts from files."""
    kind, name = row.get("identity_type") or "", row.get("display_name") or row.get("user_name") or ""
    is_open = (row.get("available_status") or "AVAILABLE") == "AVAILABLE" and row.get("can_push_video") is not False
    if kind not in _PUSHING or not is_open:
        return None
    sets = {"identity_id": str(row["identity_id"]), "identity_type": kind, "identity_name": name}
    if row.get("identity_authorized_bc_id"):
        sets["identity_bc_id"] = str(row["identity_authorized_bc_id"])
    return t.Presence("identity", sets["identity_id"], name, sets)


def read_pixel(row: Row) -> t.Presence:
    """Return a pixel with the events that it has counted, in TikTok's words."""
    events = [event.get("optimization_event") or event.get("event_type") or "" for event in row.get("events") or []]
    sets = {
        "pixel_id": str(row["pixel_id"]),
        "pixel_name": row.get("pixel_name") or "",
        "pixel_events": ",".join(dict.fromkeys(event for event in events if event)),
    }
    return t.Presence("pixel", sets["pixel_id"], sets["pixel_name"], sets)


def _list_needs(row: Row, chosen: Mapping[str, str]) -> list[t.Need]:
    has_none = row.get("balance") is not None and read_count(str(row["balance"])) <= 0
    lacks = [
        (row.get("status") in _UNUSABLE, t.Need("standing", _NEEDS_STANDING)),
        ("identity_id" not in chosen, t.Need("identity", _NEEDS_IDENTITY)),
        ("pixel_id" not in chosen, t.Need("pixel", _NEEDS_PIXEL, is_blocking=False)),
        (has_none, t.Need("payment", _NEEDS_MONEY, is_blocking=False)),
    ]
    return [need for is_lacking, need in lacks if is_lacking]

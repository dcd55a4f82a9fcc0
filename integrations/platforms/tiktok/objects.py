"""One object on TikTok: what its kind is called, where it is found, and its state.

Smart+ has addresses of its own, and its ads have ids of another name. An app without Smart+ permission has no Smart+
objects.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok import bidding, delivery, money
from integrations.platforms.tiktok.client import TikTokApi

Row = Mapping[str, Any]
NAMES = {t.ObjectKind.CAMPAIGN: "campaign", t.ObjectKind.AD_GROUP: "adgroup", t.ObjectKind.AD: "ad"}


def id_field(kind: t.ObjectKind, *, is_smart: bool) -> str:
    """Return what an object's id is called."""
    return "smart_plus_ad_id" if is_smart and kind == t.ObjectKind.AD else f"{NAMES[kind]}_id"


def path_of(kind: t.ObjectKind, action: str, *, is_smart: bool) -> str:
    """Return the address of an action on a kind of object."""
    return f"{'smart_plus/' if is_smart else ''}{NAMES[kind]}/{action}/"


def find_object(api: TikTokApi, advertiser_id: str, ref: t.ObjectRef) -> tuple[Row, bool]:
    """Return one object that is not deleted, and whether it is of Smart+; raises ObjectNotFound."""
    for is_smart in (True, False):
        field = id_field(ref.kind, is_smart=is_smart)
        for row in read_permitted(
            api, advertiser_id, ref.kind, is_smart=is_smart, filtering={f"{field}s": [ref.external_id]}
        ):
            if str(row.get(field)) == ref.external_id:
                return row, is_smart
    raise errors.ObjectNotFound("TikTok does not find this any more, or no longer shows it to Adwright.")


def read_rows(
    api: TikTokApi, advertiser_id: str, kind: t.ObjectKind, *, is_smart: bool, filtering: Row | None = None
) -> list[Row]:
    """Return the rows of a kind."""
    return list(api.pages(path_of(kind, "get", is_smart=is_smart), advertiser_id=advertiser_id, filtering=filtering))


def read_permitted(
    api: TikTokApi, advertiser_id: str, kind: t.ObjectKind, *, is_smart: bool, filtering: Row | None = None
) -> list[Row]:
    """Return the rows of a kind; without permission for Smart+ there are none of its."""
    try:
        return read_rows(api, advertiser_id, kind, is_smart=is_smart, filtering=filtering)
    except errors.PermissionDenied:
        if is_smart:
            return []
        raise


def observe(kind: t.ObjectKind, row: Row, state: delivery.State, currency: str) -> t.Observed:
    """Return one object's state; budgets by the mode that it has."""
    budget, mode = money.from_tiktok(row.get("budget"), currency), row.get("budget_mode") or ""
    is_total = mode == "BUDGET_MODE_TOTAL"
    return t.Observed(
        ref=t.ObjectRef(kind, ad_id_of(row) if kind == t.ObjectKind.AD else str(row[f"{NAMES[kind]}_id"])),
        name=row.get(f"{NAMES[kind]}_name") or "",
        run_status=delivery.run_status(row.get("operation_status") or ""),
        delivery=state[0],
        platform_word=row.get("secondary_status") or "",
        reason=state[1],
        daily_budget_minor=None if is_total else budget,
        lifetime_budget_minor=budget if is_total else None,
        start_at=_moment(row.get("schedule_start_time")),
        end_at=read_end(row),
        bid=bidding.read_bid(row, currency) if kind == t.ObjectKind.AD_GROUP else None,
        review=delivery.review_of(row) if kind == t.ObjectKind.AD else t.Review.UNKNOWN,
    )


def with_end(seen: t.Observed, groups: Iterable[Row]) -> t.Observed:
    """Return a campaign's state with its end: that of the last of its ad groups, none where one goes on."""
    ends = [read_end(group) for group in groups]
    known = [end for end in ends if end]
    return replace(seen, end_at=max(known) if known and len(known) == len(ends) else None)


def read_end(row: Row) -> datetime | None:
    """Return when an ad group ends; without an end TikTok tells one that lies ten years ahead."""
    return _moment(row.get("schedule_end_time")) if row.get("schedule_type") != "SCHEDULE_FROM_NOW" else None


def groups_of(api: TikTokApi, advertiser_id: str, campaign_id: str, *, is_smart: bool) -> list[Row]:
    """Return the rows of a campaign's ad groups."""
    narrowed = {"campaign_ids": [campaign_id]}
    return read_rows(api, advertiser_id, t.ObjectKind.AD_GROUP, is_smart=is_smart, filtering=narrowed)


def ad_id_of(row: Row) -> str:
    """Return an ad's id."""
    return str(row.get("smart_plus_ad_id") or row.get("ad_id") or "")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None

"""When what exists ends. On Meta a campaign has no end of its own: its ad sets have, and all of them are moved.

`end_time` 0 means no end, which goes with daily budgets only (Meta's page on ad sets).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.campaign import Campaign

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.meta import moments
from integrations.platforms.meta.caps import Caps
from integrations.platforms.meta.client import GraphApi, list_edge

PAGE_SIZE = 200
NEEDS_END = "A budget for the whole time needs an end. Choose a day."
NOT_AN_AD = "On Meta an ad ends with its ad set. Change the end there."
_ENDS = ["id", "end_time", "lifetime_budget"]


def set_end(account: AdAccount, ref: t.ObjectRef, at: datetime | None) -> None:
    """Move the end of an ad set, or of every ad set of a campaign; a campaign's spending limit is widened first.

    Not atomic: some may have moved when another is refused. May be repeated: what ends then already is left alone.
    """
    api: GraphApi = account.get_api()
    if ref.kind == t.ObjectKind.AD:
        raise _refuse(NOT_AN_AD)
    if ref.kind == t.ObjectKind.AD_GROUP:
        rows = [api.get(ref.external_id, fields=",".join([*_ENDS, "campaign_id"]))]
        campaign_id = rows[0]["campaign_id"]
    else:
        campaign_id = ref.external_id
        rows = list(list_edge(Campaign(campaign_id, api=api), "adsets", _ENDS, limit=PAGE_SIZE))
    _check(at, rows, api.get(campaign_id, fields="lifetime_budget"))
    Caps(api).make_room(campaign_id, ends={row["id"]: at for row in rows})
    for row in rows:
        if moments.read(row.get("end_time")) != at:
            api.post(row["id"], params={"end_time": moments.write(at) or 0})


def _check(at: datetime | None, rows: list[dict[str, Any]], campaign: Mapping[str, Any]) -> None:
    if at is None and any(int(held.get("lifetime_budget") or 0) for held in [campaign, *rows]):
        raise _refuse(NEEDS_END)


def _refuse(text: str) -> InvalidRequest:
    return InvalidRequest(text, fields={"end_at": text})

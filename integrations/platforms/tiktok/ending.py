"""When what exists ends. On TikTok a campaign has no end of its own: its ad groups have, and all of them are moved.

An end is said together with its kind of schedule and the start (TikTok's page on updating an ad group, read in others'
code). Not checked against TikTok: that a start which has passed is taken when it is the one that is there, and that a
schedule with an end can be made one without.
"""

from collections.abc import Iterable
from datetime import datetime

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.tiktok import params
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.objects import Row, find_object, groups_of, path_of, read_end

NEEDS_END = "A budget for the whole run needs an end. Choose the last day."
NOT_AN_AD = "On TikTok an ad ends with its ad group. Change the end there."


def set_end(api: TikTokApi, link: t.AccountLink, ref: t.ObjectRef, at: datetime | None) -> None:
    """Move the end of an ad group, or of every ad group of a campaign.

    Not atomic: some may have moved when another is refused. May be repeated: what ends then already is left alone.
    """
    if ref.kind == t.ObjectKind.AD:
        raise _refuse(NOT_AN_AD)
    row, is_smart = find_object(api, link.external_id, ref)
    rows = [row]
    if ref.kind == t.ObjectKind.CAMPAIGN:
        rows = groups_of(api, link.external_id, ref.external_id, is_smart=is_smart)
    if at is None and _are_for_a_run([row, *rows]):
        raise _refuse(NEEDS_END)
    for group in rows:
        if read_end(group) != at:
            body = {"adgroup_id": str(group["adgroup_id"]), **_schedule(group, at)}
            path = path_of(t.ObjectKind.AD_GROUP, "update", is_smart=is_smart)
            api.post(path, {"advertiser_id": link.external_id, **body})


def _schedule(group: Row, at: datetime | None) -> dict[str, str]:
    starts = {"schedule_start_time": group["schedule_start_time"]} if group.get("schedule_start_time") else {}
    if at is None:
        return {"schedule_type": "SCHEDULE_FROM_NOW", **starts}
    return {"schedule_type": "SCHEDULE_START_END", **starts, "schedule_end_time": params.write_moment(at)}


def _are_for_a_run(held: Iterable[Row]) -> bool:
    return any(row.get("budget_mode") == "BUDGET_MODE_TOTAL" for row in held)


def _refuse(text: str) -> InvalidRequest:
    return InvalidRequest(text, fields={"end_at": text})

"""The true books: what was spent and what it will have brought, beside what is known of it so far."""

from typing import Any

from ..market.delay import share_known, share_known_by_day
from ..store import Thing
from ..world import World
from .errors import Wrong
from .find import find

_NUMBERS = (
    "impressions", "clicks", "link_clicks", "spend_micros", "final", "final_value_micros", "known", "known_value_micros",
)  # fmt: skip
_GONE = ("DELETED", "REMOVED", "DELETE")


def read_books(world: World, query: dict[str, str]) -> dict[str, Any]:
    """Answer `account` with `day`, or `since` and `until`: a row per ad and day. Money in micros.

    `final` counts every conversion of that click day that will ever be known, `known` those known by now (or by
    `as_of`, seconds since 1970).
    """
    account = find(world, query.get("account", ""), "account")
    world.settle(account)
    since, until = query.get("since", query.get("day", "")), query.get("until", query.get("day", "9999"))
    as_of = float(query.get("as_of", world.now()))
    rows = {(ad, day): row for ad, day, row in _spend(world, account.id, since, until)}
    for ad, day, *numbers in _results(world, account.id, since, until, as_of):
        row = rows.setdefault((ad, day), _empty(world, ad, day))
        row |= dict(zip(("final", "final_value_micros", "known", "known_value_micros"), numbers, strict=True))
    found = [rows[key] for key in sorted(rows)]
    return {
        "account": account.id, "currency": account.data["currency"], "time_zone": account.data["timezone_name"],
        "now": world.now(), "rows": found, "total": {name: sum(row[name] for row in found) for name in _NUMBERS},
    }  # fmt: skip


def _spend(world: World, account_id: str, since: str, until: str):
    rows = world.store.db.execute(
        "SELECT ad, day, sum(impressions), sum(clicks), sum(link_clicks), sum(spend) FROM hours"
        " WHERE account=? AND day BETWEEN ? AND ? GROUP BY ad, day",
        (account_id, since, until),
    ).fetchall()
    for ad, day, impressions, clicks, link_clicks, spend in rows:
        numbers = {"impressions": impressions, "clicks": clicks, "link_clicks": link_clicks, "spend_micros": spend}
        yield ad, day, _empty(world, ad, day) | numbers


def _results(world: World, account_id: str, since: str, until: str, as_of: float) -> list[tuple]:
    return world.store.db.execute(
        "SELECT ad, day, sum(count), sum(value), sum(CASE WHEN known<=? THEN count ELSE 0 END),"
        " sum(CASE WHEN known<=? THEN value ELSE 0 END) FROM conversions"
        " WHERE account=? AND day BETWEEN ? AND ? GROUP BY ad, day",
        (as_of, as_of, account_id, since, until),
    ).fetchall()


def _empty(world: World, ad: str, day: str) -> dict[str, Any]:
    """Return a row of zeros with the ad's line upwards; `adset` is what the ad lies in, whatever the platform calls it."""
    thing = world.store.get(ad)
    adset = world.store.get(thing.parent) if thing else None
    line = {"campaign": adset.parent if adset else "", "adset": adset.id if adset else ""}
    return {"ad": ad, **line, "day": day, **dict.fromkeys(_NUMBERS, 0)}


def read_delay_curve(query: dict[str, str]) -> dict[str, Any]:
    """Answer the true shares of final conversions: known `hours` after their click, and `days` after the midnight
    that ends the click's day."""
    kind = query.get("kind", "purchase")
    if kind not in ("purchase", "lead", "install"):
        raise Wrong("kind must be purchase, lead or install")
    hours = [float(text) for text in query.get("hours", "1,3,6,12,24,48,72,96,120,144,168").split(",")]
    days = [float(text) for text in query.get("days", "0,1,2,3,4,5,6,7").split(",")]
    return {
        "kind": kind,
        "shares": [{"hours": age, "share": round(share_known(kind, age * 3_600), 6)} for age in hours],
        "by_day": [{"days": age, "share": round(share_known_by_day(kind, age), 6)} for age in days],
    }


def count_objects(world: World, query: dict[str, str]) -> dict[str, Any]:
    """Answer the objects of a kind (and account, and name or part of it), for "exactly one" checks."""
    kind = query.get("kind", "campaign")
    where = {"account": query["account"].removeprefix("act_")} if query.get("account") else {}
    things = world.store.list(kind, **where)
    if query.get("name"):
        things = [t for t in things if t.name == query["name"]]
    if query.get("contains"):
        things = [t for t in things if query["contains"] in t.name]
    gone = [t for t in things if _switch(t) in _GONE]
    rows = [_describe(thing) for thing in things]
    return {"count": len(things) - len(gone), "deleted": len(gone), "objects": rows}


def _switch(thing: Thing) -> Any:
    return thing.data.get("status") or thing.data.get("operation_status")


def _describe(thing: Thing) -> dict[str, Any]:
    shown = {name: value for name, value in thing.data.items() if not name.startswith("_")}
    return {
        "id": thing.id, "name": thing.name, "account": thing.account, "parent": thing.parent, "created": thing.created,
        "status": _switch(thing), "data": shown,
    }  # fmt: skip


def list_calls(world: World, query: dict[str, str]) -> dict[str, Any]:
    """Answer the newest calls last; `since` is a call's number, `platform`, `method`, `path` (a part of it) and
    `limit` narrow."""
    names = (
        "number", "at", "platform", "method", "path", "status", "account", "kind", "object", "name", "fault", "code",
    )  # fmt: skip
    rows = world.store.db.execute(
        f"SELECT {', '.join(names)} FROM calls WHERE number>:since AND :method IN ('', method)"
        " AND :platform IN ('', platform) AND instr(path, :path)>0 ORDER BY number DESC LIMIT :most",
        {
            "since": int(query.get("since", 0)), "method": query.get("method", "").upper(), "path": query.get("path", ""),
            "platform": query.get("platform", ""), "most": min(int(query.get("limit", 200)), 5_000),
        },
    ).fetchall()  # fmt: skip
    return {"calls": [dict(zip(names, row, strict=True)) for row in rows[::-1]]}

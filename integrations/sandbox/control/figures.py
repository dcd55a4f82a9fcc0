"""Orders to the figures: results restated up and down, spend credited back, an ad's figures gone."""

from datetime import date
from typing import Any

from .. import currencies
from ..market.sharing import share_out
from ..store import Thing
from ..world import World
from .clock import read_moment
from .errors import Wrong
from .find import find, find_ad

_VALUE_MINOR = 4_500
_WINDOW = "7d_click"
_KINDS = ("purchase", "lead", "install")


def restate(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Restate results: `{ad, day, count, value_minor?, hour?, kind?, at?}`.

    A count above 0 adds results of that day's clicks, one below 0 takes known ones away again, from the hours that have
    them. They are known from `at` on (now, or a later moment, so that a week of steps can be ordered at once):
    `books?as_of=` tells every step. `kind` is what the ad mostly brings; `value_minor` is that of the results taken away
    on the average, and else 4500 each. Refused: taking away more than is known at that moment.
    """
    ad, day, count = find_ad(world, str(body.get("ad", ""))), _read_day(body), int(body.get("count", 0))
    account = find(world, ad.account, "account")
    world.settle(account)
    at = max(read_moment(body["at"]), world.now()) if "at" in body else world.now()
    kind = str(body.get("kind") or _usual_kind(world, ad))
    if kind not in _KINDS:
        raise Wrong(f"kind must be one of {', '.join(_KINDS)}")
    minor = currencies.minor_micros(account.data["currency"])
    if count < 0:
        cells = _take(world, (ad.id, day, kind, at), count, body.get("hour"))
    else:
        cells = [(int(body.get("hour", 12)), _WINDOW, count, _VALUE_MINOR * count * minor)]
    micros = int(body["value_minor"]) * minor if "value_minor" in body else sum(value for *_, value in cells)
    values = share_out(micros // minor, [abs(number) for _, _, number, _ in cells], 0)
    _book(world, (ad, day, kind, at), cells, [value * minor for value in values])
    return {"restated": count, "kind": kind, "known_from": at, "value_micros": micros}


def _book(world: World, which: tuple, cells: list[tuple[int, str, int, int]], values: list[int]) -> None:
    ad, day, kind, at = which
    world.store.add_conversions(
        (ad.id, day, hour, ad.account, kind, window, at, at, number, value)
        for (hour, window, number, _), value in zip(cells, values, strict=True)
    )


def _take(world: World, which: tuple, count: int, hour: Any) -> list[tuple[int, str, int, int]]:
    """Return from which hours and windows results are taken, with what they were worth, the fullest first."""
    rows = world.store.db.execute(
        "SELECT hour, win, sum(count) AS n, sum(value) FROM conversions WHERE ad=? AND day=? AND kind=? AND known<=?"
        " AND win!='1d_view' GROUP BY hour, win HAVING n>0 ORDER BY n DESC, hour, win",
        which,
    ).fetchall()
    rows = [row for row in rows if hour is None or row[0] == int(hour)]
    known = sum(number for _, _, number, _ in rows)
    if known < -count:
        raise Wrong(f"only {known} results of clicks are known then, so {-count} can't be taken away")
    found, left = [], -count
    for at, window, number, value in rows:
        taken = min(left, number)
        left -= taken
        if taken:
            found.append((at, window, -taken, -(value * taken // number)))
    return found


def _usual_kind(world: World, ad: Thing) -> str:
    row = world.store.db.execute(
        "SELECT kind FROM conversions WHERE ad=? GROUP BY kind ORDER BY sum(count) DESC LIMIT 1", (ad.id,)
    ).fetchone()
    return row[0] if row else "purchase"


def credit(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Take invalid clicks and what they cost back from a day: `{ad, day, clicks?, spend_minor?, impressions?}`.

    Spend and clicks go down, from now on and in the books too; budgets are not given more. Refused: more than there is.
    """
    ad, day = find_ad(world, str(body.get("ad", ""))), _read_day(body)
    account = find(world, ad.account, "account")
    world.settle(account)
    minor = currencies.minor_micros(account.data["currency"])
    clicks, impressions, spend = (int(body.get(name, 0)) for name in ("clicks", "impressions", "spend_minor"))
    rows = world.store.db.execute(
        "SELECT hour, impressions - clicks, link_clicks, spend FROM hours WHERE ad=? AND day=?", (ad.id, day)
    ).fetchall()
    gone = [
        _share("impressions without a click", impressions, [seen for _, seen, _, _ in rows]),
        _share("clicks on the link", clicks, [clicked for _, _, clicked, _ in rows]),
        _share("spend in minor units", spend, [paid // minor for _, _, _, paid in rows]),
    ]
    for (hour, *_), seen, clicked, paid in zip(rows, *gone, strict=True):
        world.store.db.execute(
            "UPDATE hours SET impressions=impressions-?, clicks=clicks-?, link_clicks=link_clicks-?, spend=spend-?"
            " WHERE ad=? AND day=? AND hour=?",
            (seen, clicked, clicked, paid * minor, ad.id, day, hour),
        )
    return {"credited": {"clicks": clicks, "impressions": impressions, "spend_micros": spend * minor}}


def _share(what: str, amount: int, there: list[int]) -> list[int]:
    """Return how much of an amount each hour gives back."""
    if not 0 <= amount <= sum(there):
        raise Wrong(f"{what} of that day: {sum(there)}; {amount} can't be taken back")
    return share_out(amount, there, 0, most=there) if amount else [0] * len(there)


def vanish(world: World, ad_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Let an ad's figures so far (or of one `day`) vanish from all reports, at every level, and from the books."""
    ad = find_ad(world, ad_id)
    world.settle(find(world, ad.account, "account"))
    where, values = ("ad=? AND day=?", (ad.id, _read_day(body))) if "day" in body else ("ad=?", (ad.id,))
    done = world.store.db.execute(f"DELETE FROM hours WHERE {where}", values)
    world.store.db.execute(f"DELETE FROM conversions WHERE {where}", values)
    return {"id": ad.id, "hours": done.rowcount}


def _read_day(body: dict[str, Any]) -> str:
    try:
        return date.fromisoformat(str(body.get("day", ""))).isoformat()
    except ValueError:
        raise Wrong(f"not a day: {body.get('day')!r}") from None

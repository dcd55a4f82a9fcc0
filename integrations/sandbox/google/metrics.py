"""Metrics and segments: a query's rows, each once for every combination of what is told apart in its figures."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from ..market.audience import By
from . import films, reaching, views
from .call import Call
from .counting import Cells, Shape, count
from .figures import WHOLE, Key, show_metrics, show_segments
from .gaql_parse import Query
from .kinds import Kind

Row = dict[str, Any]


def expand(call: Call, kind: Kind, rows: list[Row], query: Query, span: tuple[date, date]) -> list[Row]:
    """Return each row once for every combination that has figures; with nothing to tell apart once, zeros or not."""
    segments = tuple(name for name in query.select if name.startswith("segments."))
    by = By.DEVICE if "segments.device" in segments else views.by_of(kind)
    watched = any(name in films.WATCHED for name in query.select)
    shape = Shape(segments, by, leaves_out=kind.name == "asset_group", watched=watched)
    counted = count(call, span, shape)
    actions = {action.id: action for action in call.store.list("google.conversion_action", account=call.account.id)}
    named: dict[Key, Row] = {}
    found = []
    for row in rows:
        figures = _merge(counted, _ads_of(call, row))
        for key, told in _list_told(figures, query, shape):
            if key not in named:
                named[key] = show_segments(key, actions.get(key[2]), by)
            found.append(row | {"metrics": told, "segments": named[key]} | views.show(call, kind, row, key[3]))
    return _with_people(call, found, span) if reaching.is_asked(query) else found


def _list_told(figures: Cells, query: Query, shape: Shape) -> Iterator[tuple[Key, Row]]:
    """Yield what a row is told with: the whole, or each combination in which something that was asked for is not zero.

    By action, what belongs to none is left out.
    """
    if not (shape.segments or shape.by):
        yield WHOLE, show_metrics(figures.get(WHOLE, {}))
        return
    asked = [name.removeprefix("metrics.") for name in query.select if name.startswith("metrics.")]
    for key, numbers in sorted(figures.items()):
        told = show_metrics(numbers)
        if (key[2] or not shape.by_action) and (not asked or any(told.get(name) for name in asked)):
            yield key, told


def _with_people(call: Call, rows: list[Row], span: tuple[date, date]) -> list[Row]:
    """Add how many people each campaign reached."""
    daily = count(call, span, Shape(("segments.date",)))
    for row in rows:
        days = [int(numbers["impressions"]) for numbers in _merge(daily, _ads_of(call, row)).values()]
        row["metrics"] |= reaching.show_people(call, row["_thing"], days)
    return rows


def _ads_of(call: Call, row: Row) -> list[str] | None:
    """Return the ids under which the market counts a row's object; None: all of the account."""
    thing = row.get("_thing")
    if thing is None:
        return None
    if thing.kind == "google.ad_group_ad":
        return [thing.id]
    if thing.kind == "google.asset_group":
        return [ad_of_asset_group(thing.id)]
    if thing.kind == "google.ad_group":
        return [ad.id for ad in call.store.list("google.ad_group_ad", parent=thing.id)]
    groups = [g.id for name in ("ad_group", "asset_group") for g in call.store.list(f"google.{name}", parent=thing.id)]
    return [ad.id for group in groups for ad in call.store.list("google.ad_group_ad", parent=group)]


def ad_of_asset_group(asset_group_id: str) -> str:
    """Return the id under which an asset group's figures are kept: as if it were an ad group with one ad."""
    return f"assetGroup~{asset_group_id}~ad"


def _merge(counted: dict[str, Cells], ads: list[str] | None) -> Cells:
    total: Cells = defaultdict(lambda: defaultdict(float))
    for ad in counted if ads is None else ads:
        for key, numbers in counted.get(ad, {}).items():
            for name, number in numbers.items():
                total[key][name] += number
    return total

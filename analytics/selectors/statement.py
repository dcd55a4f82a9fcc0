"""The words of the one query: a part for each cut, all with the same columns."""

from collections.abc import Sequence

from analytics.selectors.counting import get_counted
from analytics.selectors.cuts import EVERYTHING, Cut, Scope
from analytics.selectors.elements import ads_that_have, elements_join, elements_tables
from analytics.selectors.rates import rates_table
from analytics.selectors.tables import ACTIONS, CAMPAIGNS, COLUMNS, COUNTED_TABLES, OF_FIGURES, Table, choose_table
from analytics.selectors.weeks import whole_weeks, write_weeks
from analytics.types import Period

_NAMES = (
    "impressions", "clicks", "conversions", "spend", "value", "rate_since", "rate_until", "first_day", "known_at",
)  # fmt: skip
_COUNTS = ("sum(f.impressions)::bigint", "sum(f.clicks)::bigint", "sum(f.conversions)")
_NO_COUNTS = ("0::bigint", "0::bigint", "sum(f.conversions)")
_MARKS = ("min(f.day)", "(extract(epoch FROM max(f.known_at)) * 1000000)::bigint")
_NO_MARKS = ("NULL::date", "NULL::bigint")
_RESUMMED = """sum(f.impressions)::bigint, sum(f.clicks)::bigint, sum(f.conversions), {spend}, {value},
    min(f.rate_since), max(f.rate_until), min(f.first_day), max(f.known_at)"""
_LIMITS = {
    "campaign_ids": "s.campaign_id = ANY(%s)",
    "account_ids": "s.account_id = ANY(%s)",
    "platform": "s.platform = %s",
    "platform_campaign_ids": "s.platform_campaign_id = ANY(%s)",
    "ad_group_ids": "s.ad_group_id = ANY(%s)",
    "ad_ids": "s.ad_id = ANY(%s)",
}
MANY = 200
"""Of so many campaigns on it is quicker to join the subjects than to look each one up."""

Text = tuple[str, list]
"""A piece of SQL and the values that stand in it, in their order."""


def write_statement(cuts: Sequence[Cut]) -> Text:
    """Return the query that answers the cuts.

    Its columns: which cut, the keys as text, the currency, impressions, clicks, conversions, spend, value, the days of
    the oldest and the newest rate (where money was converted), the first day, when the newest figure became known (in
    millionths of a second since 1970: read ten times as fast as a moment), and the place of the group among how many
    (where only some were asked for).
    """
    targets = {cut.currency: f"rates{n}" for n, cut in enumerate(cuts) if cut.currency}
    beside = [
        *(_rates(name, target, cuts) for target, name in targets.items()),
        *((text, []) for text in elements_tables(cuts)),
    ]
    width = count_keys(cuts)
    parts = [_part(f"{n}, {_padded(cut, width)}", cut, targets.get(cut.currency or "")) for n, cut in enumerate(cuts)]
    head = f"WITH {', '.join(text for text, _ in beside)} " if beside else ""
    text = head + " UNION ALL ".join(text for text, _ in parts)
    return text, [value for _, values in [*beside, *parts] for value in values]


def _rates(name: str, target: str, cuts: Sequence[Cut]) -> Text:
    """Return the rates as a part of the query.

    All their days lie in the span; saying so again lets the planner, which knows nothing of them, expect few, so that it
    hashes them and does not sort the figures.
    """
    periods = [cut.period for cut in cuts if cut.currency == target]
    span = Period(min(each.since for each in periods), max(each.until for each in periods))
    text, values = rates_table(None, span, to=target)
    few = f"SELECT * FROM ({text}) every WHERE day BETWEEN %s AND %s"  # noqa: S608 - made of constants only
    return f"{name} AS MATERIALIZED ({few})", [*values, span.since, span.until]


def _part(head: str, cut: Cut, rates: str | None) -> Text:
    table = choose_table(cut)
    if not OF_FIGURES.isdisjoint(cut.dimensions):
        return _sliced(cut, *_grouped(head, cut, rates, _figures(table, cut)))
    weeks = None if get_counted() else whole_weeks(cut, table)
    if weeks is None and not (rates and _is_wide(cut)):
        return _sliced(cut, *_resummed(head, cut, rates))
    figures = write_weeks(cut, weeks, *_own_subjects(cut.scope)) if weeks else _figures(table, cut)
    if not rates:
        return _sliced(cut, *_grouped(head, cut, None, figures))
    same, values = _grouped(head, cut, None, figures, money="=")
    others, more = _resummed(head, cut, rates, money="<>")
    return _sliced(cut, f"{same} UNION ALL {others}", [*values, *more])


def _is_wide(cut: Cut) -> bool:
    """Return whether so many campaigns are asked for that it pays to convert only what is in another currency."""
    is_wide = cut.scope == EVERYTHING or len(cut.scope.campaign_ids or ()) >= MANY
    return is_wide and cut.groups is None and choose_table(cut) is CAMPAIGNS


def _grouped(head: str, cut: Cut, rates: str | None, figures: Text, *, money: str = "") -> Text:
    """Return the sums of some figures by the keys."""
    keys = [COLUMNS[dimension] for dimension in cut.dimensions]
    columns = f"{head}, {_sums(choose_table(cut), bool(rates), cut.marks)}, {_rank(keys, cut)} AS rank"
    return _rows(cut, rates, columns, [*keys, "s.currency"], figures, money=money)


def _resummed(head: str, cut: Cut, rates: str | None, *, money: str = "") -> Text:
    """Return the same out of the days' sums of each subject: that is quicker where there are many days of each."""
    keys, table = [COLUMNS[dimension] for dimension in cut.dimensions], choose_table(cut)
    columns = f"f.subject_id, {_sums(table, bool(rates), cut.marks)}"
    inner, values = _rows(cut, rates, columns, ["f.subject_id"], _figures(table, cut), money=money)
    subjects, ids = _subjects(cut.scope)
    grouped = [*keys, "s.currency", "f.rate_since IS NULL"]
    sums = _RESUMMED.format(**{name: f"sum(f.{name})" + ("" if rates else "::bigint") for name in ("spend", "value")})
    text = f"""SELECT {head}, {sums}, {_rank(keys, cut)} AS rank FROM ({inner}) f {subjects}
        {elements_join(cut)} GROUP BY {", ".join(grouped)}"""  # noqa: S608 - made of constants only
    return text, [*values, *ids]


def _rows(cut: Cut, rates: str | None, columns: str, grouped: list[str], figures: Text, *, money: str = "") -> Text:
    """Return the sums of some figures; subjects are joined only where something of theirs is needed.

    `money`: only of subjects whose currency is ("="), or is not ("<>"), that of the cut.
    """
    source, values = figures
    joins, ids = _subjects(cut.scope) if rates or money or "s.currency" in grouped else ("", [])
    if "e.key" in grouped:
        joins += elements_join(cut)
    if rates:
        joins += f" LEFT JOIN {rates} r ON r.currency = s.currency AND r.day = f.day AND s.currency <> %s"
        grouped, ids = [*grouped, "r.rate IS NULL"], [*ids, cut.currency]
    only, currency = (f" AND s.currency {money} %s", [cut.currency]) if money else ("", [])
    text = f"""SELECT {columns} FROM {source} f {joins}
        WHERE f.day BETWEEN %s AND %s{choose_table(cut).condition}{only} GROUP BY {", ".join(grouped)}"""  # noqa: S608
    return text, [*values, *ids, cut.period.since, cut.period.until, *currency]


def _subjects(scope: Scope) -> Text:
    """Return the join of the figures' subjects; told the limit again, the planner looks for few of them."""
    text, values = limits(scope)
    return f"JOIN analytics_subject s ON s.id = f.subject_id{text}", values


def count_keys(cuts: Sequence[Cut]) -> int:
    """Return how many columns the keys have: as many as the longest one needs."""
    return max((len(cut.dimensions) for cut in cuts), default=0)


def _padded(cut: Cut, width: int) -> str:
    """Return the columns of a cut's keys, as text, and its currency."""
    texts = [f"({COLUMNS[dimension]})::text" for dimension in cut.dimensions] + ["NULL"] * (width - len(cut.dimensions))
    return ", ".join([*(f"{text} AS key{n}" for n, text in enumerate(texts)), "s.currency"])


def _sums(table: Table, converts: bool, marks: bool) -> str:
    spend = _money("f.spend_micros", converts) if table.has_counts else "NULL::numeric"
    rate_days = ("min(r.rate_date)", "max(r.rate_date)") if converts else ("NULL::date", "NULL::date")
    counts = _COUNTS if table.has_counts else _NO_COUNTS
    values = (*counts, spend, _money("f.value_micros", converts), *rate_days, *(_MARKS if marks else _NO_MARKS))
    return ", ".join(f"{value} AS {name}" for value, name in zip(values, _NAMES, strict=True))


def _money(column: str, converts: bool) -> str:
    """Return the sum of a column: in a group whose days have a rate, of each day's amount by its rate."""
    return f"coalesce(sum({column} * r.rate), sum({column}))" if converts else f"sum({column})::bigint"


def _figures(table: Table, cut: Cut) -> Text:
    """Return where the rows are taken from: where an account's conversions are those of a chosen action, from there too."""
    counted = get_counted() if table in COUNTED_TABLES else {}
    if not counted:
        return _kept_figures(table, cut)
    figures, values = _kept_figures(table, cut)
    actions, of_actions = _kept_figures(ACTIONS, cut)
    text = f"""(
        SELECT g.subject_id, g.day, g.known_at, g.impressions, g.clicks, g.spend_micros,
            CASE WHEN c.id IS NULL THEN g.conversions ELSE 0 END AS conversions,
            CASE WHEN c.id IS NULL THEN g.value_micros ELSE 0 END AS value_micros
        FROM {figures} g LEFT JOIN analytics_subject c ON c.id = g.subject_id AND c.account_id = ANY(%s)
        UNION ALL
        SELECT a.subject_id, a.day, a.known_at, 0, 0, 0, a.conversions, a.value_micros
        FROM {actions} a WHERE a.action_id = ANY(%s) AND a.day BETWEEN %s AND %s
    )"""  # noqa: S608 - made of constants only
    more = [list(counted.values()), cut.period.since, cut.period.until]
    return text, [*values, list(counted), *of_actions, *more]


def _kept_figures(table: Table, cut: Cut) -> Text:
    """Return the rows of one table; a limit is looked up first, so that only the rows of its subjects are read."""
    own, ids = _own_subjects(cut.scope)
    days: list = [cut.period.since, cut.period.until]
    if cut.as_of is None:
        text = f"(SELECT * FROM {table.name} WHERE day BETWEEN %s AND %s{own})"  # noqa: S608 - made of constants only
        return (text, [*days, *ids]) if own else (table.name, [])
    if not table.memory:
        raise ValueError("These figures are kept as they are known now only.")
    text = f"""(
        SELECT {table.columns} FROM {table.name} WHERE day BETWEEN %s AND %s AND known_at <= %s{own}
        UNION ALL
        SELECT {table.columns} FROM {table.memory}
        WHERE day BETWEEN %s AND %s AND known_at <= %s AND superseded_at > %s{own}
    )"""  # noqa: S608 - made of constants only
    return text, [*days, cut.as_of, *ids, *days, cut.as_of, cut.as_of, *ids]


def _own_subjects(scope: Scope) -> Text:
    """Return the condition that the rows are of the scope's subjects.

    Few are looked up first, and their rows by the index; of many the planner counts how many there are, and joins them.
    """
    text, ids = limits(scope)
    subjects = f"SELECT id FROM analytics_subject s WHERE true{text}"  # noqa: S608 - made of constants only
    found = f"IN ({subjects})" if len(scope.campaign_ids or ()) >= MANY else f"= ANY(ARRAY({subjects}))"
    return f" AND subject_id {found}" if text else "", ids


def limits(scope: Scope) -> Text:
    """Return the conditions of a scope, each beginning with AND; `s` are the subjects."""
    wanted = {text: getattr(scope, name) for name, text in _LIMITS.items()}
    held = {text: value for text, value in wanted.items() if value is not None}
    values = [value if isinstance(value, str) else list(value) for value in held.values()]
    texts = list(held)
    if scope.part:
        texts.append(ads_that_have(scope.part[0]))
        values.append(scope.part[1])
    return "".join(f" AND {text}" for text in texts), values


def _rank(keys: list[str], cut: Cut) -> str:
    """Return the place of a group in the order of the keys; all currencies of a group share it."""
    return f"dense_rank() OVER (ORDER BY {', '.join(keys) or '1'})" if cut.groups else "NULL::bigint"


def _sliced(cut: Cut, text: str, values: list) -> Text:
    if cut.groups is None:
        return f"SELECT *, NULL::bigint FROM ({text}) every", values  # noqa: S608 - made of constants only
    first = cut.groups.offset + 1
    ranked = f"""SELECT * FROM (SELECT *, max(rank) OVER () FROM ({text}) every) ranked
        WHERE rank BETWEEN %s AND %s"""  # noqa: S608 - made of constants only
    return ranked, [*values, first, first + cut.groups.limit - 1]

"""The words of the one query: a part for each cut, all with the same columns."""

from collections.abc import Sequence

from analytics.selectors.cuts import MOST_KEYS, Cut, Scope
from analytics.selectors.rates import rates_table
from analytics.selectors.tables import COLUMNS, Table, choose_table
from analytics.types import Period

_COUNTS = "sum(f.impressions)::bigint, sum(f.clicks)::bigint, sum(f.conversions)"
_NO_COUNTS = "0::bigint, 0::bigint, sum(f.conversions)"
_LIMITS = {
    "campaign_ids": "s.campaign_id = ANY(%s)",
    "account_ids": "s.account_id = ANY(%s)",
    "platform": "s.platform = %s",
    "platform_campaign_ids": "s.platform_campaign_id = ANY(%s)",
    "ad_group_ids": "s.ad_group_id = ANY(%s)",
    "ad_ids": "s.ad_id = ANY(%s)",
}

Text = tuple[str, list]
"""A piece of SQL and the values that stand in it, in their order."""


def write_statement(cuts: Sequence[Cut]) -> Text:
    """Return the query that answers the cuts.

    Its columns: which cut, the keys as text, the currency, impressions, clicks, conversions, spend, value, the days of
    the oldest and the newest rate (where money was converted), the first day, when the newest figure became known, and
    the place of the group among how many (where only some were asked for).
    """
    targets = {cut.currency: f"rates{n}" for n, cut in enumerate(cuts) if cut.currency}
    rates = [_rates(name, target, cuts) for target, name in targets.items()]
    parts = [_part(n, cut, targets.get(cut.currency or "")) for n, cut in enumerate(cuts)]
    head = f"WITH {', '.join(text for text, _ in rates)} " if rates else ""
    text = head + " UNION ALL ".join(text for text, _ in parts)
    return text, [value for _, values in [*rates, *parts] for value in values]


def _rates(name: str, target: str, cuts: Sequence[Cut]) -> Text:
    periods = [cut.period for cut in cuts if cut.currency == target]
    span = Period(min(each.since for each in periods), max(each.until for each in periods))
    text, values = rates_table(None, span, to=target)
    return f"{name} AS MATERIALIZED ({text})", values


def _part(number: int, cut: Cut, rates: str | None) -> Text:
    keys, table = [COLUMNS[dimension] for dimension in cut.dimensions], choose_table(cut)
    figures, values = _figures(table, cut)
    limited, limit_values = limits(cut.scope)
    grouped, join = [*keys, "s.currency"], ""
    if rates:
        grouped.append("r.rate IS NULL")
        join = f"LEFT JOIN {rates} r ON r.currency = s.currency AND r.day = f.day AND s.currency <> %s"
        values = [*values, cut.currency]
    text = f"""
        SELECT {number}, {_padded(keys)}, s.currency, {_sums(table, bool(rates))}, {_rank(keys, cut)} AS rank
        FROM {figures} f JOIN analytics_subject s ON s.id = f.subject_id {join}
        WHERE f.day BETWEEN %s AND %s{table.condition}{limited} GROUP BY {", ".join(grouped)}
    """  # noqa: S608 - made of constants only
    return _sliced(cut, text, [*values, cut.period.since, cut.period.until, *limit_values])


def _padded(keys: list[str]) -> str:
    texts = [f"({key})::text" for key in keys] + ["NULL"] * (MOST_KEYS - len(keys))
    return ", ".join(f"{text} AS key{n}" for n, text in enumerate(texts))


def _sums(table: Table, converts: bool) -> str:
    spend = _money("f.spend_micros", converts) if table.has_counts else "NULL::numeric"
    rate_days = "min(r.rate_date), max(r.rate_date)" if converts else "NULL::date, NULL::date"
    counts = _COUNTS if table.has_counts else _NO_COUNTS
    return f"{counts}, {spend}, {_money('f.value_micros', converts)}, {rate_days}, min(f.day), max(f.known_at)"


def _money(column: str, converts: bool) -> str:
    """Return the sum of a column: in a group whose days have a rate, of each day's amount by its rate."""
    return f"coalesce(sum({column} * r.rate), sum({column}))" if converts else f"sum({column})"


def _figures(table: Table, cut: Cut) -> Text:
    if cut.as_of is None:
        return table.name, []
    if not table.memory:
        raise ValueError("These figures are kept as they are known now only.")
    days = [cut.period.since, cut.period.until]
    text = f"""(
        SELECT {table.columns} FROM {table.name} WHERE day BETWEEN %s AND %s AND known_at <= %s
        UNION ALL
        SELECT {table.columns} FROM {table.memory}
        WHERE day BETWEEN %s AND %s AND known_at <= %s AND superseded_at > %s
    )"""  # noqa: S608 - made of constants only
    return text, [*days, cut.as_of, *days, cut.as_of, cut.as_of]


def limits(scope: Scope) -> Text:
    """Return the conditions of a scope, each beginning with AND; `s` are the subjects."""
    wanted = {text: getattr(scope, name) for name, text in _LIMITS.items()}
    held = {text: value for text, value in wanted.items() if value is not None}
    values = [value if isinstance(value, str) else list(value) for value in held.values()]
    return "".join(f" AND {text}" for text in held), values


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

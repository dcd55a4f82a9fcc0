"""Weeks instead of days: a period's whole weeks are read as one row each, where no day of theirs is asked for by itself."""

from datetime import timedelta

from analytics.selectors.cuts import Cut
from analytics.selectors.tables import CAMPAIGNS, Table
from analytics.types import Period

WEEK = 7
_COLUMNS = "impressions, clicks, spend_micros, conversions, value_micros"


def whole_weeks(cut: Cut, table: Table) -> Period | None:
    """Return the whole weeks (Monday to Sunday) of a cut's period, where sums of weeks answer it; None where they do not.

    They are of campaigns, as known now, and know neither single days nor when their figures became known. A stretch of
    the groups is cut out of days.
    """
    if table is not CAMPAIGNS or cut.as_of is not None or cut.marks or cut.groups:
        return None
    since = cut.period.since + timedelta(days=-cut.period.since.weekday() % WEEK)
    until = cut.period.until - timedelta(days=(cut.period.until.weekday() + 1) % WEEK)
    return Period(since, until) if since < until else None


def write_weeks(cut: Cut, weeks: Period, own: str, ids: list) -> tuple[str, list]:
    """Return the rows of a cut: the weeks' sums under their Mondays, and the days before and after them.

    `own` are further conditions, each beginning with AND, and `ids` their values.
    """
    period, parts = cut.period, [("week", "analytics_campaignweek", weeks)]
    if period.since < weeks.since:
        parts.append(("day", CAMPAIGNS.name, Period(period.since, weeks.since - timedelta(days=1))))
    if weeks.until < period.until:
        parts.append(("day", CAMPAIGNS.name, Period(weeks.until + timedelta(days=1), period.until)))
    texts = (
        f"SELECT subject_id, {day} AS day, {_COLUMNS} FROM {name} WHERE {day} BETWEEN %s AND %s{own}"  # noqa: S608
        for day, name, _ in parts
    )
    return f"({' UNION ALL '.join(texts)})", [each for *_, span in parts for each in (span.since, span.until, *ids)]

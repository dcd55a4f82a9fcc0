"""Exchange rates for figures of a day: the European Central Bank's, which say what a euro is worth.

A weekend or a holiday has the last rate before it. Where no newer rates are known (nobody fetched them), the newest
known ones go on being used, and their date says so. A currency that the bank does not quote, or no longer quotes, has
no rate.
"""

from collections.abc import Collection
from datetime import date

from django.db import connection

from analytics.models import ExchangeRate
from analytics.types import DayRate, Period

EURO = "EUR"
DECIMALS = 10
"""THE rate of a day has so many decimals, rounded half up; whoever converts multiplies by just this number."""
LONGEST_GAP_DAYS = 10
"""The bank pauses for five days at most (Easter, Christmas); a currency without a rate for longer is quoted no more."""

_LAST = """
    SELECT 1 AS per_euro, d.day::date AS day WHERE {currency} = w.euro OR c.currency = w.target
    UNION ALL
    (SELECT per_euro, day FROM analytics_exchangerate
    WHERE currency = {currency} AND c.currency <> w.target AND day <= d.day::date ORDER BY day DESC LIMIT 1)
"""
_RATES = f"""
    SELECT c.currency, d.day::date AS day, round(t.per_euro / f.per_euro, {DECIMALS}) AS rate,
        least(f.day, t.day) AS rate_date
    FROM (SELECT %s::text[] AS currencies, %s::timestamp AS since, %s::timestamp AS until, %s::text AS target,
        '{EURO}' AS euro, (SELECT max(day) FROM analytics_exchangerate) AS newest) AS w
    CROSS JOIN unnest(w.currencies) AS c(currency)
    CROSS JOIN generate_series(w.since, w.until, '1 day') AS d(day)
    CROSS JOIN LATERAL ({_LAST.format(currency="c.currency")}) AS f
    CROSS JOIN LATERAL ({_LAST.format(currency="w.target")}) AS t
    WHERE least(f.day, t.day) >= least(d.day::date, w.newest) - {LONGEST_GAP_DAYS}
"""  # noqa: S608 - made of this module's constants only


_IN_USE = "(SELECT array_agg(DISTINCT currency)::text[] FROM analytics_subject WHERE campaign_external_id = '')"


def rates_table(currencies: Collection[str] | None, period: Period, *, to: str = EURO) -> tuple[str, list]:
    """Return a query of (currency, day, rate, rate_date), and its values, to be joined to figures.

    At most one row for each of the currencies and day of the period; none where the two currencies have no rate.
    The rate is the cross rate over the euro; a currency is worth 1 of itself. None stands for all currencies that the
    organisation's accounts have figures in.
    """
    if currencies is None:
        return _RATES.replace("%s::text[]", _IN_USE, 1), [period.since, period.until, to]
    return _RATES, [sorted(set(currencies)), period.since, period.until, to]


def list_rates(currencies: Collection[str], period: Period, *, to: str = EURO) -> list[DayRate]:
    """Return what each of the currencies was worth in `to`, day by day, ordered by currency and day; one query.

    Days without a rate are absent: see `rates_table`.
    """
    text, values = rates_table(currencies, period, to=to)
    with connection.cursor() as cursor:
        cursor.execute(f"{text} ORDER BY 1, 2", values)
        return [DayRate(*row) for row in cursor.fetchall()]


def get_newest_rate_date() -> date | None:
    """Return the newest day that any rate is known of; None where none is."""
    return ExchangeRate.objects.order_by("-day").values_list("day", flat=True).first()

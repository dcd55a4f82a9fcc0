"""Exchange rates come in: what the package ships at every deploy, what the bank published since where a network is."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import Max, Min

from analytics.models import ExchangeRate
from analytics.selectors.rates import LONGEST_GAP_DAYS
from analytics.services import ecb
from analytics.services.ecb import Rate

log = structlog.get_logger(__name__)
CORRECTED_WITHIN = timedelta(days=30)
"""Rates so young are taken anew with each fetch, should the bank have corrected one."""


def load_rates() -> int:
    """Store the rates that the installed package ships and the table lacks; return how many those were.

    Idempotent, and quick where nothing is lacking. Never replaces a rate: the table may know better than the package.
    """
    file = ecb.packaged_file()
    if not _is_lacking(ecb.newest_day(file)):
        return 0
    return _store(ecb.read_rates(file, since=settings.EXCHANGE_RATES_SINCE), replace=False)


def refresh_rates(*, today: date) -> int:
    """Fetch the bank's file and store what is new or was corrected lately; return how many rates those were.

    Days after `today` (the product's clock) are left for later. Idempotent. Never raises for what the network does: offline, or
    with a broken answer, the table stays as it is, and one line in the log says so.
    """
    load_rates()
    try:
        rates = _fetch()
    except ecb.RatesUnreachable as error:
        log.info("exchange_rates_unreachable", reason=str(error))
        return 0
    except ecb.RatesBroken as error:
        log.warning("exchange_rates_broken", reason=str(error))
        return 0
    return _store([rate for rate in rates if rate.day <= today], replace=True)


def _fetch() -> list[Rate]:
    if not settings.EXCHANGE_RATES_URL:
        raise ecb.RatesUnreachable("no address is set")
    newest = ExchangeRate.objects.aggregate(newest=Max("day"))["newest"]
    since = max(newest - CORRECTED_WITHIN, settings.EXCHANGE_RATES_SINCE) if newest else settings.EXCHANGE_RATES_SINCE
    return ecb.read_rates(ecb.fetch_file(settings.EXCHANGE_RATES_URL), since=since)


def _is_lacking(newest_shipped: date) -> bool:
    held = ExchangeRate.objects.aggregate(oldest=Min("day"), newest=Max("day"))
    if held["newest"] is None:
        return True
    oldest_wanted = max(settings.EXCHANGE_RATES_SINCE, ecb.FIRST_DAY) + timedelta(days=LONGEST_GAP_DAYS)
    return held["newest"] < newest_shipped or held["oldest"] > oldest_wanted


def _store(rates: Sequence[Rate], *, replace: bool) -> int:
    """Write what differs, in one statement; of two processes at once the second finds nothing to do."""
    columns = [list(column) for column in _columns(rates)]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(conflict=_REPLACE if replace else "NOTHING"), columns)
        return cursor.rowcount


def _columns(rates: Iterable[Rate]) -> list[tuple]:
    return list(zip(*((rate.currency, rate.day, rate.per_euro) for rate in rates), strict=True)) or [(), (), ()]


_INSERT = """
    INSERT INTO analytics_exchangerate AS held (currency, day, per_euro)
    SELECT * FROM unnest(%s::text[], %s::date[], %s::numeric[]) AS new(currency, day, per_euro)
    ORDER BY 1, 2
    ON CONFLICT (currency, day) DO {conflict}
"""
_REPLACE = "UPDATE SET per_euro = excluded.per_euro WHERE held.per_euro IS DISTINCT FROM excluded.per_euro"

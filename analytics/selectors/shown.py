"""What stands beside each row of a list (campaigns, their parts, ad groups, ads), read with one question for all rows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from analytics.selectors.cuts import EVERYTHING, NOT_BY_AD, Answer, Cut, Dimension, Scope
from analytics.selectors.estimates import Beliefs, cells_cut, estimate, get_beliefs
from analytics.selectors.facts import gather
from analytics.selectors.ranking import Ranks
from analytics.types import Estimate, Metrics, Period
from analytics.wording import COMPLETE_FROM

COLUMNS_DAYS = 14
SCOPES: dict[Dimension, Callable[[list[int]], Scope]] = {
    Dimension.CAMPAIGN: lambda ids: Scope(campaign_ids=ids),
    Dimension.PLATFORM_CAMPAIGN: lambda ids: Scope(platform_campaign_ids=ids),
    Dimension.AD_GROUP: lambda ids: Scope(ad_group_ids=ids),
    Dimension.AD: lambda ids: Scope(ad_ids=ids),
}


@dataclass(slots=True)
class Column:
    """What came of something on one day; late: more than next to nothing is still to be reported."""

    conversions: Decimal = Decimal(0)
    clicks: int = 0
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The period looked at and the one before it, the day it is (where the accounts are), and what money is put into.

    `zones` are the time zones of all accounts, where they are known already.
    """

    period: Period
    before: Period
    today: date
    currency: str
    zones: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of some rows by their keys; `before` of the period before; `days` the newest 14, oldest first."""

    metrics: Mapping[int, Metrics]
    estimates: Mapping[int, Estimate]
    before: Mapping[int, Metrics]
    days: Mapping[int, list[Column]] = field(default_factory=dict)


def read_rows(asked: Asked, dimension: Dimension, ids: Collection[int], *, with_days: bool = True) -> Shown:
    """Return what stands beside rows of one kind; four queries."""
    beliefs = get_beliefs(asked.today, since=asked.period.since, zones=asked.zones)
    cuts = _cuts(asked, dimension, ids, with_days=with_days)
    return _shown(gather(cuts, beliefs=beliefs), beliefs, asked)


def read_campaigns(
    asked: Asked, ids: Collection[int], ranks: Ranks, found: Collection[int]
) -> tuple[Shown, Estimate | None]:
    """Return what stands beside these campaigns, and what the conversions of all that were found come to; four queries."""
    beliefs = get_beliefs(asked.today, since=asked.period.since, zones=asked.zones)
    cuts = _cuts(asked, Dimension.CAMPAIGN, ids, with_days=True)
    wholes = [Cut(asked.period, (), scope, matures=asked.today) for scope in _scopes(ranks, found)]
    cells = [cell for whole in wholes if (cell := cells_cut(whole, beliefs))]
    answers = gather([*cuts, *cells], beliefs=beliefs)
    shown = _shown(answers[: len(cuts)], beliefs, asked)
    if not cells:
        return shown, None
    total = Answer({(): ranks.total(found)}, {}, None)
    young = _less(*answers[len(cuts) :])
    return shown, estimate(total, young, cells[0], beliefs).estimates.get(())


def _scopes(ranks: Ranks, found: Collection[int]) -> list[Scope]:
    """Return where the days of all that were found are read: of themselves, or, where few others have figures, of
    everything (kept by account) less those."""
    others = ranks.others(found)
    if not ranks.is_whole or None in others or len(others) > len(found):
        return [Scope(campaign_ids=list(found))]
    return [EVERYTHING, Scope(campaign_ids=[pk for pk in others if pk])] if others else [EVERYTHING]


def _less(whole: Answer, others: Answer | None = None) -> Answer:
    """Return the figures of a whole without those of others."""
    if others is None:
        return whole
    nothing = Metrics()
    left = {
        key: Metrics(
            clicks=one.clicks - others.sums.get(key, nothing).clicks,
            conversions=one.conversions - others.sums.get(key, nothing).conversions,
        )
        for key, one in whole.sums.items()
    }
    return Answer(left, {}, None)


def _cuts(asked: Asked, dimension: Dimension, ids: Collection[int], *, with_days: bool) -> list[Cut]:
    scope = SCOPES[dimension](list(ids))
    cuts = [
        Cut(asked.period, (dimension,), scope, currency=asked.currency, matures=asked.today),
        Cut(asked.before, (dimension,), scope, currency=asked.currency),
    ]
    days = (dimension, Dimension.ACCOUNT, Dimension.DAY)
    return [*cuts, Cut(_columns(asked), days, scope)] if with_days else cuts


def _columns(asked: Asked) -> Period:
    newest = asked.today - timedelta(days=1)
    return Period(newest - timedelta(days=COLUMNS_DAYS - 1), newest)


def _shown(answers: list[Answer], beliefs: Beliefs, asked: Asked) -> Shown:
    now, then, *more = answers
    daily = _by_day(more[0], _columns(asked), beliefs) if more else {}
    return Shown(_keyed(now.sums), _keyed(now.estimates), _keyed(then.sums), daily)


def _keyed(found: Mapping) -> dict:
    return {key: one for (key,), one in found.items() if key and key != NOT_BY_AD}


def _by_day(answer: Answer, period: Period, beliefs: Beliefs) -> dict[int, list[Column]]:
    found: dict[int, dict[date, Column]] = {}
    for (pk, account_id, day), metrics in answer.sums.items():
        column = found.setdefault(pk, {}).setdefault(day, Column())
        column.conversions += metrics.conversions
        column.clicks += metrics.clicks
        share = beliefs.curves.share(account_id, beliefs.age_days(account_id, day))
        column.is_late = column.is_late or share < COMPLETE_FROM
    return {pk: [days.get(day, Column()) for day in period] for pk, days in found.items() if pk}

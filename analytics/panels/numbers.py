"""The page "Numbers": how fresh and how complete each ad account's figures are, and what is known of how they arrive."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

import integrations.selectors
from analytics import maturity, selectors
from analytics.panels.arrivals import make_arrivals, when_words
from analytics.panels.drawn import Chart
from analytics.panels.remarks import RATES_GO_STALE_AFTER, Caution, city, warn_of_rates
from analytics.panels.strips import DAYS, Strip, make_strip
from analytics.selectors import Cut, Dimension, gather
from analytics.selectors.completeness import ActionInfo, list_actions
from analytics.selectors.curves import Curves, get_curves
from analytics.selectors.rates import list_rates
from analytics.types import Conversion, DayRate, Freshness, Metrics, Period
from analytics.wording import Piece, Sentence
from integrations import presenting
from integrations.naming import NAMES
from integrations.types import ConversionKind, Platform
from tenants.errors import NotFound
from tenants.place import Place

ACTIONS_DAYS = 28
KINDS = {
    ConversionKind.PURCHASE: "Order",
    ConversionKind.LEAD: "Lead",
    ConversionKind.INSTALL: "Install",
    ConversionKind.SIGN_UP: "Sign-up",
    ConversionKind.OTHER: "Other",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One account in the list: its strip, when it was read, how often that happens and why."""

    account: Any
    freshness: Freshness | None
    strip: Strip
    cadence: str
    zone: str
    """Its time zone as people call it, where it is not the organisation's; else empty."""

    @property
    def read_at(self) -> datetime | None:
        """Return when its newest days were read."""
        return self.freshness.read_at if self.freshness else None

    @property
    def address(self) -> str:
        """Return where it is looked at closer."""
        return f"{reverse('analytics:numbers')}?account={self.account.uuid}"

    @property
    def city(self) -> str:
        """Return its time zone as people call it."""
        return city(self.account.time_zone)

    @property
    def nightly(self) -> str:
        """Return what is read again each night, and why."""
        days = maturity.RESTATEMENT_DAYS[Platform(self.account.platform)]
        return (
            f"the last {days} days again, each night after 2:00: {NAMES[self.account.platform]} corrects them so long"
        )


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One conversion action of the chosen account."""

    info: ActionInfo
    kind: str
    metrics: Metrics
    arrives: str
    is_chosen: bool


@dataclass(frozen=True)
class Numbers:
    """All that the page shows, read with a fixed number of queries."""

    lines: list[Line]
    chosen: Line | None
    actions: Sequence[ActionInfo]
    metrics: dict[tuple, Metrics]
    curves: Curves
    rates: list[DayRate]
    action: ActionInfo | None
    place: Place
    unquoted: list[str] = field(default_factory=list)
    today: date | None = None

    @property
    def old_rates(self) -> list[str]:
        """Return the currencies whose newest rate is too old for today's money."""
        stale = [rate for rate in self.rates if self.today and self.today - rate.rate_date > RATES_GO_STALE_AFTER]
        return [rate.currency for rate in stale]

    @property
    def caution(self) -> Caution | None:
        """Return that the newest rates are old, where they are."""
        dates = [rate.rate_date for rate in self.rates if rate.currency in self.old_rates]
        conversion = Conversion(tuple(self.old_rates), min(dates), min(dates)) if dates else None
        return warn_of_rates(conversion, self.today, self.place)

    @property
    def sentence(self) -> Sentence:
        """Return whether everything is there; days are counted for one account only, since several can lack the same."""
        gaps = [line.strip.missing for line in self.lines if line.strip.missing]
        if not any(line.read_at for line in self.lines):
            return [Piece("The past of your ad accounts "), Piece("is being read", marked=True), Piece(".")]
        if gaps:
            what = "Days are" if len(gaps) > 1 else f"{gaps[0]} day{'' if gaps[0] == 1 else 's'}"
            several = f"{len(gaps)} of {len(self.lines)} ad accounts"
            where = f"in {several}" if len(self.lines) > 1 else f"in the last {DAYS}"
            return [Piece(f"{what} missing", marked=True), Piece(f" {where}; every other number is here.")]
        return [Piece(f"Of the last {DAYS} days "), Piece("nothing is missing", marked=True), Piece(".")]

    @cached_property
    def chart(self) -> Chart:
        """Return how the chosen account's conversions arrive."""
        assert self.chosen  # noqa: S101 - asked for only where there is one
        account = self.chosen.account
        usual = f"usual on {NAMES[account.platform]}"
        return make_arrivals(account, self.curves, self.action, usual=usual, place=self.place)

    @property
    def action_lines(self) -> list[ActionLine]:
        """Return the chosen account's conversion actions, those with most conversions first."""
        pk = self.chosen.account.pk if self.chosen else None
        made = [self._action_line(each) for each in self.actions if each.account_id == pk]
        return sorted(made, key=lambda line: -line.metrics.conversions)

    def _action_line(self, info: ActionInfo) -> ActionLine:
        metrics = self.metrics.get((info.account_id, info.action_id), Metrics())
        arrives = when_words(self.curves.curve(info.account_id, info.action_id), self.place)
        return ActionLine(info, KINDS[ConversionKind(info.kind)], metrics, arrives, info == self.action)


def read_numbers(*, account: str, action: str, now: datetime, today: date, place: Place) -> Numbers:
    """Read the page; `account` (uuid) and `action` (external id) name what is looked at closer; empty: what needs it most.

    Raises NotFound for an account that is not (or no longer) connected here.
    """
    accounts = list(integrations.selectors.list_ad_accounts())
    curves = get_curves()
    lines = list_lines(accounts, curves, now=now, place=place)
    chosen = _choose(lines, account)
    ids = [each.pk for each in accounts]
    actions = list_actions(ids)
    recent = Period(today - timedelta(days=ACTIONS_DAYS), today - timedelta(days=1))
    (answer,) = gather([Cut(recent, (Dimension.ACCOUNT, Dimension.ACTION))])
    currencies = sorted({each.currency for each in accounts} - {place.currency})
    rates = _newest(list_rates(currencies, Period(today, today), to=place.currency)) if currencies else []
    return Numbers(
        lines=lines,
        chosen=chosen,
        actions=actions,
        metrics=answer.sums,
        curves=curves,
        rates=rates,
        action=next((each for each in actions if chosen and _is(each, chosen, action)), None),
        place=place,
        today=today,
        unquoted=[each for each in currencies if each not in {rate.currency for rate in rates}],
    )


def list_lines(accounts: Sequence, curves: Curves, *, now: datetime, place: Place) -> list[Line]:
    """Return how each account stands; five queries."""
    widest = Period(now.date() - timedelta(days=DAYS + 1), now.date() + timedelta(days=1))  # any zone's ninety days
    ids = [each.pk for each in accounts]
    feeds = {feed.account_id: feed for feed in selectors.list_feeds(ids, days=widest)}
    book = integrations.selectors.get_quota_book(now)
    return [
        Line(
            account=each,
            freshness=feeds.get(each.pk),
            strip=make_strip(
                each,
                feeds.get(each.pk),
                curves=curves,
                today=_local_day(each, now),
                place=place,
            ),
            cadence=presenting.say_cadence(each, book),
            zone="" if each.time_zone == place.zone.key else city(each.time_zone),
        )
        for each in accounts
    ]


def _local_day(account, now: datetime) -> date:
    return now.astimezone(ZoneInfo(account.time_zone)).date()


def _choose(lines: Sequence[Line], account: str) -> Line | None:
    """Return the account that was asked for; where none was, the first that misses something, else the first."""
    if account:
        asked = [line for line in lines if str(line.account.uuid) == account.lower()]
        if not asked:
            raise NotFound("There is no such ad account here.")
        return asked[0]
    gaps = [line for line in lines if line.strip.missing]
    return next(iter([*gaps, *lines]), None)


def _is(info: ActionInfo, chosen: Line, action: str) -> bool:
    return info.account_id == chosen.account.pk and info.external_id == action


def _newest(rates: Sequence[DayRate]) -> list[DayRate]:
    return list({rate.currency: rate for rate in rates}.values())

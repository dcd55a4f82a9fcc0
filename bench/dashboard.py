"""The dashboard's queries three times: asked of the query layer, written by hand for PostgreSQL, and for DuckDB on the facts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bench.house import NOW, TODAY, day_before

SUMS = "sum(f.impressions), sum(f.clicks), sum(f.conversions), sum(f.spend_micros), sum(f.value_micros)"
CAMPAIGN = 17
MONTH = TODAY.replace(day=1)
WEEKS = (day_before(28), day_before(1))
EARLIER = (day_before(56), day_before(29))
THEN, LATELY = NOW - timedelta(days=28), NOW - timedelta(days=7)


@dataclass(frozen=True)
class Query:
    """A question: `keys` in SQL, the table that holds it, and the same for DuckDB, which always reads the facts."""

    name: str
    keys: str
    table: str
    days: tuple[date, date]
    cut: dict[str, Any]
    where: str = ""
    as_of: datetime | None = None
    facts: str = "dailymetric"
    is_own: bool = True
    """Whether the dashboard itself asks it; the others are only compared with hand-written SQL."""

    def by_hand(self) -> str:
        """Return it as somebody would write it for PostgreSQL."""
        return self._text("analytics_" + self.table, "analytics_subject")

    def for_duck(self) -> str:
        """Return it for DuckDB."""
        return self._text(self.facts, "subject")

    def cuts(self) -> list:
        """Return what the query layer is asked."""
        from analytics.selectors import Cut, Dimension, Scope
        from analytics.types import Period

        own = dict(self.cut)
        dimensions = tuple(Dimension(each) for each in own.pop("by", ()))
        return [Cut(Period(*self.days), dimensions, Scope(**own), self.as_of)]

    def _text(self, table: str, subject: str) -> str:
        keys = ", ".join(part for part in (self.keys, "s.currency") if part)
        since, until = self.days
        return (
            f"SELECT {keys}, {SUMS} FROM {self._figures(table)} f JOIN {subject} s ON s.id = f.subject_id "
            f"WHERE f.day BETWEEN DATE '{since}' AND DATE '{until}' {self.where} GROUP BY {keys}"
        )

    def _figures(self, table: str) -> str:
        if self.as_of is None:
            return table
        memory = (
            table.replace("dailymetric", "metricrevision")
            .replace("nmetric", "nrevision")
            .replace("tmetric", "trevision")
        )
        moment = f"TIMESTAMP '{self.as_of:%Y-%m-%d %H:%M:%S}'"
        days = f"day BETWEEN DATE '{self.days[0]}' AND DATE '{self.days[1]}'"
        columns = "subject_id, day, impressions, clicks, conversions, spend_micros, value_micros"
        return (
            f"(SELECT {columns} FROM {table} WHERE {days} AND known_at <= {moment} UNION ALL "
            f"SELECT {columns} FROM {memory} WHERE {days} AND known_at <= {moment} AND superseded_at > {moment})"
        )


_ONE = {"campaign_ids": [CAMPAIGN]}
_OF_ONE = f"AND s.campaign_id = {CAMPAIGN}"
_DAYS = {"by": ("day", "platform", "account")}
_BY_CAMPAIGN = {"by": ("campaign",)}

QUERIES = [
    Query("home: 56 days", "f.day, s.platform, s.account_id", "accountmetric", (EARLIER[0], WEEKS[1]), _DAYS),
    Query("home: 28 days before as they were known then", "", "accountmetric", EARLIER, {}, as_of=THEN),
    Query("home: campaigns, 28 days", "s.campaign_id", "campaignmetric", WEEKS, _BY_CAMPAIGN),
    Query("home: campaigns, this month", "s.campaign_id", "campaignmetric", (MONTH, TODAY), _BY_CAMPAIGN),
    Query("campaigns: the list, 90 days", "s.campaign_id", "campaignmetric", (day_before(90), day_before(1)), _BY_CAMPAIGN),
    Query("campaign: its days, 56 days", "f.day, s.platform, s.account_id", "campaignmetric", (EARLIER[0], WEEKS[1]),
          _DAYS | _ONE, _OF_ONE),
    Query("campaign: 28 days before as they were known then", "", "campaignmetric", EARLIER, _ONE, _OF_ONE, as_of=THEN),
    Query("campaign: its ads, 28 days", "s.ad_id", "dailymetric", WEEKS, {"by": ("ad",)} | _ONE, _OF_ONE),
    Query("campaign: its ads as known a week ago", "s.ad_id", "dailymetric", WEEKS, {"by": ("ad",)} | _ONE, _OF_ONE,
          as_of=LATELY),
    Query("a year by month and platform", "date_trunc('month', f.day), s.platform", "accountmetric",
          (day_before(364), TODAY), {"by": ("month", "platform")}),
    Query("campaigns as known a week ago", "s.campaign_id", "campaignmetric", WEEKS, _BY_CAMPAIGN, as_of=LATELY,
          is_own=False),
    Query("heat map: 14 days by hour", "f.day, f.hour", "hourlymetric", (day_before(13), TODAY), {"by": ("day", "hour")},
          facts="hourlymetric", is_own=False),
    Query("audience: by country, 28 days", "f.value", "breakdownmetric", WEEKS, {"by": ("country",)},
          "AND f.breakdown = 'country'", facts="breakdownmetric", is_own=False),
]  # fmt: skip

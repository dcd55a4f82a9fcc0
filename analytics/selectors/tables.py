"""Where the answer to a cut is kept: always the coarsest table that holds its dimensions."""

from dataclasses import dataclass

from analytics.selectors.cuts import BREAKDOWNS, NOT_BY_AD, PARTS_OF_ADS, Cut, Dimension

_COUNTS = ("impressions", "clicks", "conversions", "spend_micros", "value_micros")


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as they are known now, and their earlier values where those are kept."""

    name: str
    memory: str = ""
    has_counts: bool = True
    """Whether there is anything beside conversions and their value."""
    condition: str = ""

    @property
    def columns(self) -> str:
        """Return the columns that an answer is made of."""
        kept = _COUNTS if self.has_counts else ("conversions", "value_micros", "action_id")
        return ", ".join(("subject_id", "day", "known_at", *kept))


ACCOUNTS = Table("analytics_accountmetric", "analytics_accountrevision")
CAMPAIGNS = Table("analytics_campaignmetric", "analytics_campaignrevision")
FACTS = Table("analytics_dailymetric", "analytics_metricrevision")
HOURS = Table("analytics_hourlymetric")
ACTIONS = Table("analytics_actionmetric", "analytics_actionrevision", has_counts=False)
COUNTED_TABLES = (ACCOUNTS, CAMPAIGNS, FACTS)
"""Whose conversions are those of the chosen action, where an account has one; the others are as platforms count."""
AUDIENCES = {each: Table("analytics_breakdownmetric", condition=f" AND f.breakdown = '{each}'") for each in BREAKDOWNS}

COLUMNS = {
    Dimension.DAY: "f.day",
    Dimension.WEEK: "date_trunc('week', f.day)::date",
    Dimension.MONTH: "date_trunc('month', f.day)::date",
    Dimension.HOUR: "f.hour",
    Dimension.PLATFORM: "s.platform",
    Dimension.ACCOUNT: "s.account_id",
    Dimension.CAMPAIGN: "s.campaign_id",
    Dimension.PLATFORM_CAMPAIGN: "s.platform_campaign_id",
    Dimension.AD_GROUP: f"CASE WHEN s.ad_external_id = '' THEN {NOT_BY_AD} ELSE s.ad_group_id END",
    Dimension.AD: f"CASE WHEN s.ad_external_id = '' THEN {NOT_BY_AD} ELSE s.ad_id END",
    Dimension.CURRENCY: "s.currency",
    Dimension.ACTION: "f.action_id",
    **dict.fromkeys(BREAKDOWNS, "f.value"),
    **dict.fromkeys(PARTS_OF_ADS, "e.key"),
}
"""Where a dimension's value stands: `f` are the figures, `s` their subjects, `e` what ads are made of."""
OF_FIGURES = frozenset(dimension for dimension, column in COLUMNS.items() if "f." in column)


def choose_table(cut: Cut) -> Table:
    """Return the table that a cut is answered from."""
    if Dimension.HOUR in cut.dimensions:
        return HOURS
    if Dimension.ACTION in cut.dimensions:
        return ACTIONS
    for each in BREAKDOWNS.intersection(cut.dimensions):
        return AUDIENCES[each]
    if cut.is_below_campaign:
        return FACTS
    return CAMPAIGNS if cut.is_below_account else ACCOUNTS

"""Reads of metrics. Days are the accounts' own, both ends included; money is micros; ratios are ratios of sums."""

from analytics.selectors.audience import (
    AdReach,
    Reach,
    Watched,
    list_action_names,
    list_ad_reach,
    list_reach,
    list_watching,
)
from analytics.selectors.comparison import compare
from analytics.selectors.cuts import BREAKDOWNS, EVERYTHING, NOT_BY_AD, Answer, Cut, Dimension, Scope, Slice
from analytics.selectors.days import Days, daily_series
from analytics.selectors.due import (
    list_due_audiences,
    list_due_histories,
    list_due_rereads,
    list_gappy,
    list_windows,
    reread_window,
)
from analytics.selectors.facts import gather, sums
from analytics.selectors.finding import ORDERS, Found, find_campaigns
from analytics.selectors.freshness import count_history_days, has_figures, is_newer_than, list_feeds, list_read_days
from analytics.selectors.groups import Group, Groups, Order, Question, list_groups
from analytics.selectors.metrics import (
    by_ad,
    by_ad_group,
    by_campaign,
    by_platform,
    by_platform_campaign,
    totals,
)
from analytics.selectors.moves import MoveQuestion, Mover, Moves, list_moves
from analytics.selectors.overview import Overview
from analytics.selectors.overviews import get_newest_overview, get_overview
from analytics.selectors.ranking import SORTS, Ranks, rank_campaigns
from analytics.selectors.settings import get_retention
from analytics.selectors.shown import Asked, Column, Shown, read_campaigns, read_rows

__all__ = [
    "BREAKDOWNS",
    "EVERYTHING",
    "NOT_BY_AD",
    "ORDERS",
    "SORTS",
    "AdReach",
    "Answer",
    "Asked",
    "Column",
    "Cut",
    "Days",
    "Dimension",
    "Found",
    "Group",
    "Groups",
    "MoveQuestion",
    "Mover",
    "Moves",
    "Order",
    "Overview",
    "Question",
    "Ranks",
    "Reach",
    "Scope",
    "Shown",
    "Slice",
    "Watched",
    "by_ad",
    "by_ad_group",
    "by_campaign",
    "by_platform",
    "by_platform_campaign",
    "compare",
    "count_history_days",
    "daily_series",
    "find_campaigns",
    "gather",
    "get_newest_overview",
    "get_overview",
    "get_retention",
    "has_figures",
    "is_newer_than",
    "list_action_names",
    "list_ad_reach",
    "list_due_audiences",
    "list_due_histories",
    "list_due_rereads",
    "list_feeds",
    "list_gappy",
    "list_groups",
    "list_moves",
    "list_reach",
    "list_read_days",
    "list_watching",
    "list_windows",
    "rank_campaigns",
    "read_campaigns",
    "read_rows",
    "reread_window",
    "sums",
    "totals",
]

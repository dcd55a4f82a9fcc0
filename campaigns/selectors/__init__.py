"""Reads of campaigns and the ledger, in the organisation's schema. None calls a platform."""

from campaigns.selectors.attention import list_attention
from campaigns.selectors.budgets import list_budget_holders, list_budgets
from campaigns.selectors.campaigns import (
    count_by_status,
    get_campaign,
    list_campaigns,
    summarize,
)
from campaigns.selectors.changes import get_change, get_change_set, list_changes, list_recent_changes, undone_change_ids
from campaigns.selectors.drift import list_drift
from campaigns.selectors.external import external_index
from campaigns.selectors.standing import is_deleted, list_standing, may_be_running

__all__ = [
    "count_by_status",
    "external_index",
    "get_campaign",
    "get_change",
    "get_change_set",
    "is_deleted",
    "list_attention",
    "list_budget_holders",
    "list_budgets",
    "list_campaigns",
    "list_changes",
    "list_drift",
    "list_recent_changes",
    "list_standing",
    "may_be_running",
    "summarize",
    "undone_change_ids",
]

"""Reads of campaigns and the ledger, in the organisation's schema. None calls a platform."""

from campaigns.selectors.approvals import (
    count_waiting_for,
    list_approvers,
    list_asked_by,
    list_proposals,
    list_unasked,
    list_unreminded,
    list_untold,
    list_waiting_for,
    refusal,
)
from campaigns.selectors.attention import list_attention
from campaigns.selectors.branches import list_ad_groups, list_ads, list_parts, sum_budgets
from campaigns.selectors.budgets import list_budget_holders, list_budgets, list_purposes
from campaigns.selectors.campaigns import (
    get_campaign,
    get_campaign_alone,
    list_campaign_ids,
    list_campaigns,
    list_found,
)
from campaigns.selectors.changes import (
    bring_changes,
    get_change,
    get_change_set,
    list_change_sets,
    list_changes,
    list_recent_changes,
    list_timeline,
    undone_change_ids,
)
from campaigns.selectors.closing import get_closure, list_closures
from campaigns.selectors.commitments import list_commitments
from campaigns.selectors.copying import list_groups_to_copy_into, list_parts_to_copy_into
from campaigns.selectors.drafts import saved_by
from campaigns.selectors.drift import list_drift
from campaigns.selectors.elements import Element, elements_sql, list_elements
from campaigns.selectors.external import external_index
from campaigns.selectors.faces import Face, list_faces
from campaigns.selectors.labels import get_label, list_labels, list_tags
from campaigns.selectors.named import Named, name_ad_groups, name_ads, name_campaigns, name_parts
from campaigns.selectors.objects import get_ad, get_ad_group, get_part
from campaigns.selectors.policy import get_ceilings, get_policy, get_rates
from campaigns.selectors.ranked import Ranked
from campaigns.selectors.standing import is_deleted, list_standing, which_may_run
from campaigns.selectors.stopping import get_running, get_stop, is_out_of_reach, list_running
from campaigns.selectors.summary import Summary, summarize
from campaigns.selectors.warnings import list_learning, list_warnings

__all__ = [
    "Element",
    "Face",
    "Named",
    "Ranked",
    "Summary",
    "bring_changes",
    "count_waiting_for",
    "elements_sql",
    "external_index",
    "get_ad",
    "get_ad_group",
    "get_campaign",
    "get_campaign_alone",
    "get_ceilings",
    "get_change",
    "get_change_set",
    "get_closure",
    "get_label",
    "get_part",
    "get_policy",
    "get_rates",
    "get_running",
    "get_stop",
    "is_deleted",
    "is_out_of_reach",
    "list_ad_groups",
    "list_ads",
    "list_approvers",
    "list_asked_by",
    "list_attention",
    "list_budget_holders",
    "list_budgets",
    "list_campaign_ids",
    "list_campaigns",
    "list_change_sets",
    "list_changes",
    "list_closures",
    "list_commitments",
    "list_drift",
    "list_elements",
    "list_faces",
    "list_found",
    "list_groups_to_copy_into",
    "list_labels",
    "list_learning",
    "list_parts",
    "list_parts_to_copy_into",
    "list_proposals",
    "list_purposes",
    "list_recent_changes",
    "list_running",
    "list_standing",
    "list_tags",
    "list_timeline",
    "list_unasked",
    "list_unreminded",
    "list_untold",
    "list_waiting_for",
    "list_warnings",
    "name_ad_groups",
    "name_ads",
    "name_campaigns",
    "name_parts",
    "refusal",
    "saved_by",
    "sum_budgets",
    "summarize",
    "undone_change_ids",
    "which_may_run",
]

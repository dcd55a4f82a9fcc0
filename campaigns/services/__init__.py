"""What can be done with campaigns. Every write that reaches a platform is a change; `apply_change` alone sends it."""

from campaigns.services.additions import add_ad_group, add_ads, discard_ad
from campaigns.services.aiming import change_targeting, explain_targeting
from campaigns.services.applying import Wait, apply_change, apply_change_set
from campaigns.services.approving import approve_change_set, reject_change_set, withdraw_change_set
from campaigns.services.bulk import apply_bulk, preview_bulk
from campaigns.services.changing import change_bid, change_budget, change_creative
from campaigns.services.claims import LEASE, ClaimLost, fail_change_set
from campaigns.services.closing import create_closure, end_closure, update_closure
from campaigns.services.closing_turns import turn_closures
from campaigns.services.controls import archive_campaign, pause_campaign, resume_campaign
from campaigns.services.currencies import set_rates
from campaigns.services.declaring import declare_not_political
from campaigns.services.describing import Approval, describe_approval, describe_approvals
from campaigns.services.draft_reading import read_draft
from campaigns.services.drafts import create_draft, is_half_made, refuse_unless_editable, update_draft
from campaigns.services.drifting import keep_drift, put_back_drift, settle_drift
from campaigns.services.duplicating import duplicate_ad, duplicate_ad_group, duplicate_campaign
from campaigns.services.gaps import list_gaps, step_of
from campaigns.services.imports import import_account
from campaigns.services.labels import create_label, delete_label, rename_label, set_label, set_tag
from campaigns.services.launches import launch_campaign, launch_under_way, launched_accounts, remove_launch
from campaigns.services.managing import manage_campaign
from campaigns.services.policy import StalePolicy, update_policy
from campaigns.services.previewing import Preview, preview_campaign
from campaigns.services.repeating import drop_change_set, retry_change_set
from campaigns.services.running import change_schedule, switch_ad, switch_ad_group
from campaigns.services.spending import pause_over_ceiling, pause_over_ceiling_of_all
from campaigns.services.stale import StaleDraft
from campaigns.services.stopping import hold_stop, lift_stop, list_slipped, start_again, stop_everything
from campaigns.services.syncing import sync_account
from campaigns.services.telling import ask_approvers, remind_approvers, tell_proposer
from campaigns.services.undoing import describe_value, describe_values, undo_change, undo_change_set
from campaigns.services.varying import build_variants, preview_variants

__all__ = [
    "LEASE",
    "Approval",
    "ClaimLost",
    "Preview",
    "StaleDraft",
    "StalePolicy",
    "Wait",
    "add_ad_group",
    "add_ads",
    "apply_bulk",
    "apply_change",
    "apply_change_set",
    "approve_change_set",
    "archive_campaign",
    "ask_approvers",
    "build_variants",
    "change_bid",
    "change_budget",
    "change_creative",
    "change_schedule",
    "change_targeting",
    "create_closure",
    "create_draft",
    "create_label",
    "declare_not_political",
    "delete_label",
    "describe_approval",
    "describe_approvals",
    "describe_value",
    "describe_values",
    "discard_ad",
    "drop_change_set",
    "duplicate_ad",
    "duplicate_ad_group",
    "duplicate_campaign",
    "end_closure",
    "explain_targeting",
    "fail_change_set",
    "hold_stop",
    "import_account",
    "is_half_made",
    "keep_drift",
    "launch_campaign",
    "launch_under_way",
    "launched_accounts",
    "lift_stop",
    "list_gaps",
    "list_slipped",
    "manage_campaign",
    "pause_campaign",
    "pause_over_ceiling",
    "pause_over_ceiling_of_all",
    "preview_bulk",
    "preview_campaign",
    "preview_variants",
    "put_back_drift",
    "read_draft",
    "refuse_unless_editable",
    "reject_change_set",
    "remind_approvers",
    "remove_launch",
    "rename_label",
    "resume_campaign",
    "retry_change_set",
    "set_label",
    "set_rates",
    "set_tag",
    "settle_drift",
    "start_again",
    "step_of",
    "stop_everything",
    "switch_ad",
    "switch_ad_group",
    "sync_account",
    "tell_proposer",
    "turn_closures",
    "undo_change",
    "undo_change_set",
    "update_closure",
    "update_draft",
    "update_policy",
    "withdraw_change_set",
]

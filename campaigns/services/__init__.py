"""What can be done with campaigns. Every write that reaches a platform is a change; `apply_change` alone sends it."""

from campaigns.services.applying import Wait, apply_change, apply_change_set
from campaigns.services.approving import approve_change_set, reject_change_set, withdraw_change_set
from campaigns.services.changing import change_bid, change_budget, change_creative
from campaigns.services.claims import LEASE, ClaimLost, fail_change_set
from campaigns.services.controls import archive_campaign, pause_campaign, resume_campaign
from campaigns.services.declaring import declare_not_political
from campaigns.services.draft_reading import read_draft
from campaigns.services.drafts import check, create_draft, is_half_made, refuse_unless_editable, update_draft
from campaigns.services.drifting import keep_drift, put_back_drift
from campaigns.services.gaps import list_gaps, step_of
from campaigns.services.imports import import_account
from campaigns.services.launches import launch_campaign, launch_under_way, launched_accounts, remove_launch
from campaigns.services.managing import manage_campaign
from campaigns.services.previewing import Preview, preview_campaign
from campaigns.services.repeating import drop_change_set, retry_change_set
from campaigns.services.stale import StaleDraft
from campaigns.services.syncing import sync_account
from campaigns.services.telling import ask_approvers, tell_proposer
from campaigns.services.undoing import describe_value, undo_change, undo_change_set

__all__ = [
    "LEASE",
    "ClaimLost",
    "Preview",
    "StaleDraft",
    "Wait",
    "apply_change",
    "apply_change_set",
    "approve_change_set",
    "archive_campaign",
    "ask_approvers",
    "change_bid",
    "change_budget",
    "change_creative",
    "check",
    "create_draft",
    "declare_not_political",
    "describe_value",
    "drop_change_set",
    "fail_change_set",
    "import_account",
    "is_half_made",
    "keep_drift",
    "launch_campaign",
    "launch_under_way",
    "launched_accounts",
    "list_gaps",
    "manage_campaign",
    "pause_campaign",
    "preview_campaign",
    "put_back_drift",
    "read_draft",
    "refuse_unless_editable",
    "reject_change_set",
    "remove_launch",
    "resume_campaign",
    "retry_change_set",
    "step_of",
    "sync_account",
    "tell_proposer",
    "undo_change",
    "undo_change_set",
    "update_draft",
    "withdraw_change_set",
]

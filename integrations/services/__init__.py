"""Connecting ad accounts, and every call to an ad platform.

The calls (`platform_calls`) open the sealed token, go through `integrations.registry`, notice a dead token, and refuse
to run inside a database transaction.
"""

from integrations.services.attempts import begin_connection, forget_old_attempts
from integrations.services.choosing import choose_accounts
from integrations.services.disconnecting import disconnect_account, disconnect_connection, revoke_token
from integrations.services.finishing import finish_connection
from integrations.services.platform_calls import (
    fetch_metrics,
    find_step,
    list_remote_campaigns,
    minimum_daily_budget_minor,
    observe_account,
    observe_object,
    perform_step,
    plan_steps,
    update_object,
    validate_plan,
)
from integrations.services.rotating import reseal_tokens
from integrations.services.syncing import record_sync_failed, record_sync_finished, record_sync_started

__all__ = [
    "begin_connection",
    "choose_accounts",
    "disconnect_account",
    "disconnect_connection",
    "fetch_metrics",
    "find_step",
    "finish_connection",
    "forget_old_attempts",
    "list_remote_campaigns",
    "minimum_daily_budget_minor",
    "observe_account",
    "observe_object",
    "perform_step",
    "plan_steps",
    "record_sync_failed",
    "record_sync_finished",
    "record_sync_started",
    "reseal_tokens",
    "revoke_token",
    "update_object",
    "validate_plan",
]

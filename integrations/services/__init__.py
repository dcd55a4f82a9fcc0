"""Connecting ad accounts, and every call to an ad platform.

The calls (`platform_calls`) open the sealed token, go through `integrations.registry`, notice a dead token, and refuse
to run inside a database transaction.
"""

from integrations.services.accounts import record_repaired, refresh_health
from integrations.services.attempts import begin_connection, forget_old_attempts
from integrations.services.choosing import ask_for_health, choose_accounts
from integrations.services.disconnecting import disconnect_account, disconnect_connection, revoke_token
from integrations.services.finishing import finish_connection
from integrations.services.holdings import record_holdings
from integrations.services.platform_calls import (
    estimate_reach,
    fetch_breakdown,
    fetch_metrics,
    fetch_reach,
    fetch_watching,
    find_step,
    list_presence,
    list_remote_campaigns,
    list_repairs,
    minimum_daily_budget_minor,
    observe_account,
    observe_object,
    perform_step,
    plan_additions,
    plan_steps,
    read_account,
    read_video,
    repair,
    search_targeting,
    update_object,
    upload_image,
    upload_video,
    validate_plan,
)
from integrations.services.presence import choose_presence
from integrations.services.quota import forget_old_spends
from integrations.services.renewing import renew_token
from integrations.services.rotating import reseal_tokens
from integrations.services.syncing import record_sync_failed, record_sync_finished, record_sync_started
from integrations.services.telling import tell_owner

__all__ = [
    "ask_for_health",
    "begin_connection",
    "choose_accounts",
    "choose_presence",
    "disconnect_account",
    "disconnect_connection",
    "estimate_reach",
    "fetch_breakdown",
    "fetch_metrics",
    "fetch_reach",
    "fetch_watching",
    "find_step",
    "finish_connection",
    "forget_old_attempts",
    "forget_old_spends",
    "list_presence",
    "list_remote_campaigns",
    "list_repairs",
    "minimum_daily_budget_minor",
    "observe_account",
    "observe_object",
    "perform_step",
    "plan_additions",
    "plan_steps",
    "read_account",
    "read_video",
    "record_holdings",
    "record_repaired",
    "record_sync_failed",
    "record_sync_finished",
    "record_sync_started",
    "refresh_health",
    "renew_token",
    "repair",
    "reseal_tokens",
    "revoke_token",
    "search_targeting",
    "tell_owner",
    "update_object",
    "upload_image",
    "upload_video",
    "validate_plan",
]

"""Reads of connections, ad accounts and quotas, in the organisation's schema."""

from integrations.selectors.accounts import (
    count_ad_accounts,
    get_ad_account,
    get_any_connection,
    get_connection,
    list_ad_accounts,
    list_connections,
    list_due_health,
    list_due_renewals,
    list_held_ids,
    list_owners_to_tell,
    list_tokens_to_revoke,
)
from integrations.selectors.quotas import (
    describe_quota,
    is_held_elsewhere,
    is_reading_due,
    person_hash,
    read_cadence,
    subject_hash,
)

__all__ = [
    "count_ad_accounts",
    "describe_quota",
    "get_ad_account",
    "get_any_connection",
    "get_connection",
    "is_held_elsewhere",
    "is_reading_due",
    "list_ad_accounts",
    "list_connections",
    "list_due_health",
    "list_due_renewals",
    "list_held_ids",
    "list_owners_to_tell",
    "list_tokens_to_revoke",
    "person_hash",
    "read_cadence",
    "subject_hash",
]

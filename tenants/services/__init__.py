"""What can be done here: organisations, people, API keys, the audit trail."""

from tenants.services.api_keys import create_api_key, revoke_api_key
from tenants.services.audit import record_audit
from tenants.services.hand_over import end_sessions, issue_hand_over, keep_session, redeem_hand_over
from tenants.services.invitations import (
    accept_invitation,
    accept_invitation_as_new_user,
    invite_member,
    withdraw_invitation,
)
from tenants.services.members import change_role, remove_member
from tenants.services.organizations import create_organization, sign_up, update_organization
from tenants.services.purging import purge_expired_keys, purge_expired_public
from tenants.services.saved_views import (
    PAGES,
    create_saved_view,
    delete_saved_view,
    encode_query,
    get_page,
    register_page,
)

__all__ = [
    "PAGES",
    "accept_invitation",
    "accept_invitation_as_new_user",
    "change_role",
    "create_api_key",
    "create_organization",
    "create_saved_view",
    "delete_saved_view",
    "encode_query",
    "end_sessions",
    "get_page",
    "invite_member",
    "issue_hand_over",
    "keep_session",
    "purge_expired_keys",
    "purge_expired_public",
    "record_audit",
    "redeem_hand_over",
    "register_page",
    "remove_member",
    "revoke_api_key",
    "sign_up",
    "update_organization",
    "withdraw_invitation",
]

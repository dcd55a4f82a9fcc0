"""What the pages and the API operations of tenants ask for."""

from tenants.access import PUBLIC
from tenants.roles import Permission as P
from tests.access.routes.methods import GET, POST

PAGES = {
    "tenants:hand_over": (GET, PUBLIC),
    "tenants:log_out": (POST, PUBLIC),
    "tenants:settings": (GET, P.VIEW_MEMBERS),
    "tenants:update_organization": (POST, P.MANAGE_SETTINGS),
    "tenants:members": (GET, P.VIEW_MEMBERS),
    "tenants:invite_member": (POST, P.MANAGE_MEMBERS),
    "tenants:change_role": (POST, P.MANAGE_MEMBERS),
    "tenants:remove_member": (POST, P.MANAGE_MEMBERS),
    "tenants:withdraw_invitation": (POST, P.MANAGE_MEMBERS),
    "tenants:api_keys": (GET, P.MANAGE_API_KEYS),
    "tenants:create_api_key": (POST, P.MANAGE_API_KEYS),
    "tenants:revoke_api_key": (POST, P.MANAGE_API_KEYS),
    "tenants:audit": (GET, P.VIEW_AUDIT),
    "tenants:job": (GET, P.USE_ACCOUNT),
    "tenants:create_saved_view": (POST, P.EDIT_CAMPAIGNS),
    "tenants:delete_saved_view": (POST, P.EDIT_CAMPAIGNS),
}

OPERATIONS = {
    "GET /me": P.USE_ACCOUNT,
    "GET /organization": P.USE_ACCOUNT,
    "GET /jobs/{job_id}": P.USE_ACCOUNT,
    "PATCH /organization": P.MANAGE_SETTINGS,
    "GET /members": P.VIEW_MEMBERS,
    "PATCH /members/{member_id}": P.MANAGE_MEMBERS,
    "DELETE /members/{member_id}": P.MANAGE_MEMBERS,
    "GET /invitations": P.MANAGE_MEMBERS,
    "POST /invitations": P.MANAGE_MEMBERS,
    "DELETE /invitations/{invitation_id}": P.MANAGE_MEMBERS,
    "GET /api-keys": P.MANAGE_API_KEYS,
    "POST /api-keys": P.MANAGE_API_KEYS,
    "DELETE /api-keys/{key_id}": P.MANAGE_API_KEYS,
    "GET /audit-events": P.VIEW_AUDIT,
    "GET /saved-views": P.VIEW_CAMPAIGNS,
    "POST /saved-views": P.EDIT_CAMPAIGNS,
    "DELETE /saved-views/{view_id}": P.EDIT_CAMPAIGNS,
}

"""What the pages and the API operations of integrations ask for."""

from tenants.roles import Permission as P
from tests.access.routes.methods import GET, POST

PAGES = {
    "integrations:connections": (GET, P.VIEW_CONNECTIONS),
    "integrations:begin": (POST, P.MANAGE_CONNECTIONS),
    "integrations:finish": (GET, P.MANAGE_CONNECTIONS),
    "integrations:accounts": (GET, P.MANAGE_CONNECTIONS),
    "integrations:choose_presence": (POST, P.MANAGE_CONNECTIONS),
    "integrations:refresh_health": (POST, P.MANAGE_CONNECTIONS),
    "integrations:disconnect_connection": (POST, P.MANAGE_CONNECTIONS),
    "integrations:disconnect_account": (POST, P.MANAGE_CONNECTIONS),
}

OPERATIONS = {
    "GET /ad-accounts": P.VIEW_CONNECTIONS,
    "GET /ad-accounts/{account_id}": P.VIEW_CONNECTIONS,
    "GET /ad-accounts/{account_id}/health": P.VIEW_CONNECTIONS,
    "POST /ad-accounts/{account_id}/health": P.MANAGE_CONNECTIONS,
    "GET /ad-accounts/{account_id}/targeting": P.EDIT_CAMPAIGNS,
    "PUT /ad-accounts/{account_id}/presence": P.MANAGE_CONNECTIONS,
    "DELETE /ad-accounts/{account_id}": P.MANAGE_CONNECTIONS,
    "GET /connections": P.VIEW_CONNECTIONS,
    "POST /connections": P.MANAGE_CONNECTIONS,
    "POST /connections/finish": P.MANAGE_CONNECTIONS,
    "POST /connections/{connection_id}/ad-accounts": P.MANAGE_CONNECTIONS,
    "DELETE /connections/{connection_id}": P.MANAGE_CONNECTIONS,
}

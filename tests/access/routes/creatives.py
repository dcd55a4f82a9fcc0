"""What the pages and the API operations of creatives ask for."""

from tenants.roles import Permission as P
from tests.access.routes.methods import GET, POST

PAGES = {
    "creatives:list": (GET, P.VIEW_CAMPAIGNS),
    "creatives:add_asset": (POST, P.EDIT_CAMPAIGNS),
    "creatives:tags": (GET, P.EDIT_CAMPAIGNS),
    "creatives:file": (GET, P.VIEW_CAMPAIGNS),
    "creatives:preview": (GET, P.VIEW_CAMPAIGNS),
}

OPERATIONS = {
    "GET /assets": P.VIEW_CAMPAIGNS,
    "POST /assets": P.EDIT_CAMPAIGNS,
    "GET /assets/{asset_id}": P.VIEW_CAMPAIGNS,
    "PUT /assets/{asset_id}/tags": P.EDIT_CAMPAIGNS,
    "GET /assets/{asset_id}/file": P.VIEW_CAMPAIGNS,
}

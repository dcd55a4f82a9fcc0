"""The permission table: what each address and each operation asks for. One that is missing here fails the suite.

Written by hand, on purpose: it says what should be, the code says what is. One module an app:

    PAGES       on an organisation's host: name -> (method, permission); whoever opens it by the other method is refused just the same
    OPERATIONS  of the API: "METHOD /path" -> permission
"""

from tests.access.routes import analytics, campaigns, creatives, integrations, tenants
from tests.access.routes.public import PUBLIC_PAGES

__all__ = ["OPERATIONS", "PAGES", "PUBLIC_PAGES"]
APPS = (tenants, integrations, creatives, campaigns, analytics)

PAGES = {name: asked for app in APPS for name, asked in app.PAGES.items()}
OPERATIONS = {key: permission for app in APPS for key, permission in app.OPERATIONS.items()}

"""The one API, at /api/v1/ on every organisation's host."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI
from ninja.errors import AuthenticationError

from config import problems

ROUTERS = (
    ("", "tenants.api"),
    ("", "tenants.api_jobs"),
    ("", "integrations.api"),
    ("", "creatives.api"),
    ("", "campaigns.api"),
    ("", "analytics.api"),
)
"""Each module's `router` names whole paths (`/campaigns`, `/change-sets/{id}`)."""


def refuse(request):
    """Refuse an operation that names no permission (`tenants.access.operation` brings its own doors)."""
    raise AuthenticationError


def _build() -> NinjaAPI:
    built = NinjaAPI(title="Adwright", version="1", urls_namespace="api", description=__doc__, auth=refuse)
    problems.install(built)
    for prefix, module in ROUTERS:
        if find_spec(module):
            built.add_router(prefix, import_module(module).router)
    return built


api = _build()

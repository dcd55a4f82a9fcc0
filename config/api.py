"""The one API, at /api/v1/ on every organisation's host."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI
from ninja.errors import AuthenticationError

from config import parsing, problems

ROUTERS = (
    ("", "tenants.api"),
    ("", "tenants.api_jobs"),
    ("", "tenants.api_saved"),
    ("", "integrations.api"),
    ("", "creatives.api"),
    ("", "campaigns.api"),
    ("", "analytics.api"),
)
"""Each module's `router` names whole paths (`/campaigns`, `/change-sets/{id}`)."""

ABOUT = """
Everything that the pages offer. Get in with an API key of the organisation (`Authorization: Bearer adw_…`, made under Settings, API keys).

Lists answer `{items, total, offset, limit}`. Errors are problem documents (RFC 9457); 422 names the fields. A create that carries an
`Idempotency-Key` happens once, however often it is sent within a day. What has to reach an ad platform answers 202 with its change set.
Too many requests a minute answer 429 with `Retry-After`.
"""


def refuse(request):
    """Refuse an operation that names no permission (`tenants.access.operation` brings its own doors)."""
    raise AuthenticationError


refuse.csrf = True  # lets the documentation's own page send the CSRF token with what is tried out there


def _build() -> NinjaAPI:
    about = {"title": "Adwright", "version": "1", "description": ABOUT}
    built = NinjaAPI(**about, urls_namespace="api", auth=refuse, parser=parsing.StrictParser())
    problems.install(built)
    for prefix, module in ROUTERS:
        if find_spec(module):
            built.add_router(prefix, import_module(module).router)
    return built


api = _build()

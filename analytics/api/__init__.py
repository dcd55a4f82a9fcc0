"""Numbers through the API, one module a subject; each has a `router` that names whole paths."""

from ninja import Router

from analytics.api import custom, dashboard, freshness, metrics, settings

router = Router(tags=["metrics"])
for part in (metrics, dashboard, custom, freshness, settings):
    router.add_router("", part.router)

"""Numbers through the API, one module a subject; each has a `router` that names whole paths."""

from ninja import Router

from analytics.api import (
    custom,
    dashboard,
    exports,
    freshness,
    metrics,
    movers,
    pacing,
    reports,
    sales,
    settings,
    warehouse,
)

router = Router(tags=["metrics"])
for part in (metrics, dashboard, movers, pacing, custom, exports, freshness, settings, sales, reports, warehouse):
    router.add_router("", part.router)

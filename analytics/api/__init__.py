"""Numbers through the API, one module a subject; each has a `router` that names whole paths."""

from ninja import Router

from analytics.api import (
    counting,
    creatives,
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
    shares,
    warehouse,
)

router = Router(tags=["metrics"])
for part in (
    metrics,
    dashboard,
    movers,
    pacing,
    creatives,
    custom,
    exports,
    freshness,
    settings,
    sales,
    warehouse,
    reports,
    shares,
    counting,
):
    router.add_router("", part.router)

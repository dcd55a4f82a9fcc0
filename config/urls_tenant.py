"""An organisation's host: the product."""

from django.urls import include, path

from config.api import api

urlpatterns = [
    path("", include("analytics.urls")),
    path("", include("campaigns.urls")),
    path("connections/", include("integrations.urls")),
    path("creatives/", include("creatives.urls")),
    path("", include("tenants.urls")),
    path("api/v1/", api.urls),
]
handler400, handler403 = "config.views.bad_request", "config.views.permission_denied"
handler404, handler500 = "config.views.not_found", "config.views.server_error"

"""The public host: landing, sign-up, log-in, organisation chooser, admin, call-backs."""

from django.contrib import admin
from django.urls import include, path

from config import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("", include("tenants.urls_public")),
    path("", include("integrations.urls_public")),
    path("admin/", admin.site.urls),
]
handler400, handler403 = "config.views.bad_request", "config.views.permission_denied"
handler404, handler500 = "config.views.not_found", "config.views.server_error"

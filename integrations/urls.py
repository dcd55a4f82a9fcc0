"""Addresses on an organisation's host, below /connections/."""

from django.urls import path, register_converter

from integrations import views
from integrations.converters import PlatformConverter

register_converter(PlatformConverter, "platform")

app_name = "integrations"
urlpatterns = [
    path("", views.connections, name="connections"),
    path("<platform:platform>/begin/", views.begin, name="begin"),
    path("<platform:platform>/finish/", views.finish, name="finish"),
    path("permissions/<uuid:connection_id>/accounts/", views.accounts, name="accounts"),
    path("permissions/<uuid:connection_id>/disconnect/", views.disconnect_connection, name="disconnect_connection"),
    path("accounts/<uuid:account_id>/presence/", views.choose_presence, name="choose_presence"),
    path("accounts/<uuid:account_id>/look-again/", views.refresh_health, name="refresh_health"),
    path("accounts/<uuid:account_id>/disconnect/", views.disconnect_account, name="disconnect_account"),
]

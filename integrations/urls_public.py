"""Addresses on the public host: the one place to which platforms send people back."""

from django.urls import path

from integrations import views
from integrations.types import Platform

urlpatterns = [
    path(f"oauth/{platform}/callback", views.callback, {"platform": platform}, name=f"oauth_{platform}")
    for platform in Platform
]

"""Addresses on an organisation's host, below /creatives/."""

from django.urls import path

from creatives import views

app_name = "creatives"
urlpatterns = [
    path("", views.list_assets, name="list"),
    path("images/", views.add_asset, name="add_asset"),
    path("<uuid:asset_id>/tags/", views.tags, name="tags"),
    path("<uuid:asset_id>/file", views.file, name="file"),
    path("<uuid:asset_id>/preview", views.preview, name="preview"),
]

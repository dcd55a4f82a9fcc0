"""Addresses on an organisation's host."""

from django.urls import path

from analytics import views

app_name = "analytics"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("freshness/", views.freshness, name="freshness"),
    path("reading/", views.reading, name="reading"),
    path("reports/", views.reports, name="reports"),
    path("settings/memory/", views.retention, name="retention"),
    path("settings/memory/change/", views.change_retention, name="change_retention"),
    path("campaigns/<uuid:campaign_id>/numbers/", views.campaign_numbers, name="campaign_numbers"),
]

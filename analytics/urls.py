"""Addresses on an organisation's host."""

from django.urls import path

from analytics import views

app_name = "analytics"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("freshness/", views.freshness, name="freshness"),
    path("reading/", views.reading, name="reading"),
    path("reports/", views.reports, name="reports"),
    path("settings/figures/", views.custom_metrics, name="custom_metrics"),
    path("settings/figures/create/", views.create_custom_metric, name="create_custom_metric"),
    path("settings/figures/preview/", views.preview_custom_metric, name="preview_custom_metric"),
    path("settings/figures/<uuid:metric_id>/", views.edit_custom_metric, name="edit_custom_metric"),
    path("settings/figures/<uuid:metric_id>/change/", views.change_custom_metric, name="change_custom_metric"),
    path("settings/figures/<uuid:metric_id>/delete/", views.delete_custom_metric, name="delete_custom_metric"),
    path("numbers/", views.numbers, name="numbers"),
    path("numbers/<uuid:account_id>/read-again/", views.read_again, name="read_again"),
    path("settings/memory/", views.retention, name="retention"),
    path("settings/memory/change/", views.change_retention, name="change_retention"),
    path("campaigns/<uuid:campaign_id>/numbers/", views.campaign_numbers, name="campaign_numbers"),
]

"""Addresses on an organisation's host."""

from django.urls import path

from campaigns.views import budgets, controls, detail, editing, history, listing

app_name = "campaigns"
ONE = "campaigns/<uuid:campaign_id>/"
urlpatterns = [
    path("campaigns/", listing.list_campaigns, name="list"),
    path("campaigns/new/", editing.create_campaign, name="create"),
    path("campaigns/new/draw/", editing.draw_form, name="draw_form"),
    path(ONE, detail.show_campaign, name="detail"),
    path(f"{ONE}edit/", editing.update_campaign, name="edit"),
    path(f"{ONE}preview/", editing.preview_campaign, name="preview"),
    path(f"{ONE}launch/", controls.launch_campaign, name="launch"),
    path(f"{ONE}launch/remove/", controls.remove_launch, name="remove_launch"),
    path(f"{ONE}pause/", controls.pause_campaign, name="pause"),
    path(f"{ONE}resume/", controls.resume_campaign, name="resume"),
    path(f"{ONE}budget/", budgets.change_budget, name="change_budget"),
    path(f"{ONE}manage/", controls.manage_campaign, name="manage"),
    path(f"{ONE}archive/", controls.archive_campaign, name="archive"),
    path(f"{ONE}drift/keep/", controls.keep_drift, name="keep_drift"),
    path(f"{ONE}drift/put-back/", controls.put_back_drift, name="put_back_drift"),
    path("campaigns/declare/<uuid:account_id>/", controls.declare_not_political, name="declare_not_political"),
    path("changes/<uuid:change_id>/undo/", controls.undo_change, name="undo_change"),
    path("change-sets/<uuid:change_set_id>/undo/", controls.undo_change_set, name="undo_change_set"),
    path("change-sets/<uuid:change_set_id>/progress/", detail.change_set_progress, name="change_set_progress"),
    path("history/", history.show_history, name="history"),
    path("history.csv", history.history_csv, name="history_csv"),
]

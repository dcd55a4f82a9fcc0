"""Addresses on an organisation's host."""

from django.urls import path

from campaigns.views import approvals, budgets, controls, detail, drift, editing, history, listing, running

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
    path(f"{ONE}schedule/", running.change_schedule, name="change_schedule"),
    path(f"{ONE}bid/", running.change_bid, name="change_bid"),
    path(f"{ONE}manage/", controls.manage_campaign, name="manage"),
    path(f"{ONE}archive/", controls.archive_campaign, name="archive"),
    path(f"{ONE}drift/keep/", drift.keep_drift, name="keep_drift"),
    path(f"{ONE}drift/put-back/", drift.put_back_drift, name="put_back_drift"),
    path("drift/settle/", drift.settle_drift, name="settle_drift"),
    path("parts/<uuid:part_id>/ad-groups/add/", running.add_ad_group, name="add_ad_group"),
    path("ad-groups/<uuid:ad_group_id>/targeting/", running.change_targeting, name="change_targeting"),
    path("ad-groups/<uuid:ad_group_id>/switch/", running.switch_ad_group, name="switch_ad_group"),
    path("ad-groups/<uuid:ad_group_id>/ads/add/", running.add_ads, name="add_ads"),
    path("ads/<uuid:ad_id>/switch/", running.switch_ad, name="switch_ad"),
    path("ads/<uuid:ad_id>/creative/", running.change_creative, name="change_creative"),
    path("campaigns/declare/<uuid:account_id>/", controls.declare_not_political, name="declare_not_political"),
    path("changes/<uuid:change_id>/undo/", controls.undo_change, name="undo_change"),
    path("change-sets/<uuid:change_set_id>/undo/", controls.undo_change_set, name="undo_change_set"),
    path("change-sets/<uuid:change_set_id>/progress/", detail.change_set_progress, name="change_set_progress"),
    path("change-sets/<uuid:change_set_id>/approve/", approvals.approve_change_set, name="approve_change_set"),
    path("change-sets/<uuid:change_set_id>/reject/", approvals.reject_change_set, name="reject_change_set"),
    path("change-sets/<uuid:change_set_id>/withdraw/", approvals.withdraw_change_set, name="withdraw_change_set"),
    path("change-sets/<uuid:change_set_id>/retry/", approvals.retry_change_set, name="retry_change_set"),
    path("change-sets/<uuid:change_set_id>/drop/", approvals.drop_change_set, name="drop_change_set"),
    path("approvals/", approvals.list_approvals, name="approvals"),
    path("approvals/count/", approvals.count_approvals, name="approvals_count"),
    path("approvals/<uuid:change_set_id>/", approvals.show_approval, name="approval"),
    path("history/", history.show_history, name="history"),
    path("history.csv", history.history_csv, name="history_csv"),
]

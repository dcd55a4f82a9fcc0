"""Addresses on an organisation's host."""

from django.urls import path

from analytics import views

app_name = "analytics"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("days/", views.days, name="days"),
    path("pacing/", views.pacing, name="pacing"),
    path("movers/", views.movers, name="movers"),
    path("freshness/", views.freshness, name="freshness"),
    path("reading/", views.reading, name="reading"),
    path("reports/", views.reports, name="reports"),
    path("reports/create/", views.create_edition, name="create_edition"),
    path("reports/<uuid:edition_id>/", views.report, name="report"),
    path("reports/<uuid:edition_id>/report.pdf", views.report_pdf, name="report_pdf"),
    path(
        "reports/<uuid:edition_id>/deliveries/<int:delivery_id>/send-again/",
        views.send_delivery_again,
        name="send_delivery_again",
    ),
    path("reports/regular/create/", views.create_report, name="create_report"),
    path("reports/regular/<uuid:report_id>/", views.update_report, name="update_report"),
    path("reports/regular/<uuid:report_id>/pause/", views.pause_report, name="pause_report"),
    path("reports/regular/<uuid:report_id>/resume/", views.resume_report, name="resume_report"),
    path("reports/regular/<uuid:report_id>/delete/", views.delete_report, name="delete_report"),
    path("settings/figures/", views.custom_metrics, name="custom_metrics"),
    path("settings/figures/create/", views.create_custom_metric, name="create_custom_metric"),
    path("settings/figures/preview/", views.preview_custom_metric, name="preview_custom_metric"),
    path("settings/figures/<uuid:metric_id>/", views.edit_custom_metric, name="edit_custom_metric"),
    path("settings/figures/<uuid:metric_id>/change/", views.change_custom_metric, name="change_custom_metric"),
    path("settings/figures/<uuid:metric_id>/delete/", views.delete_custom_metric, name="delete_custom_metric"),
    path("numbers/", views.numbers, name="numbers"),
    path("numbers/<uuid:account_id>/read-again/", views.read_again, name="read_again"),
    path("exports/", views.exports, name="exports"),
    path("exports/create/", views.create_export, name="create_export"),
    path("exports/<uuid:export_id>/file/", views.download_export, name="download_export"),
    path("exports/<uuid:export_id>/delete/", views.delete_export, name="delete_export"),
    path("sales/", views.sales, name="sales"),
    path("sales/example.csv", views.sales_example, name="sales_example"),
    path("sales/uploads/create/", views.keep_upload, name="keep_upload"),
    path("sales/uploads/<uuid:upload_id>/", views.sale_upload, name="sale_upload"),
    path("sales/uploads/<uuid:upload_id>/take/", views.take_upload, name="take_upload"),
    path("sales/uploads/<uuid:upload_id>/undo/", views.undo_upload, name="undo_upload"),
    path("sales/orders/", views.sale_list, name="sale_list"),
    path("sales/orders/create/", views.record_sales, name="record_sales"),
    path("sales/orders/<uuid:sale_id>/delete/", views.delete_sale, name="delete_sale"),
    path("settings/memory/", views.retention, name="retention"),
    path("settings/memory/change/", views.change_retention, name="change_retention"),
    path("campaigns/<uuid:campaign_id>/numbers/", views.campaign_numbers, name="campaign_numbers"),
]

"""Own sales: beside the platforms' claims, the files they come in, and the orders one by one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from analytics import periods, services
from analytics.forms import SaleForm, SalesFileForm, SalesReadingForm
from analytics.models import UploadState
from analytics.panels import sales as panel
from analytics.selectors import sales as selectors
from analytics.services.sales import TAKE
from analytics.services.sales.files import MOST_BYTES
from analytics.types.sales import GivenSale
from analytics.views.common import period_menu, read_period, wrong_period
from tenants import access, clock, place, queue
from tenants.errors import Conflict, Invalid
from tenants.forms import show_errors
from tenants.roles import Permission

USUAL_PERIOD = "28d"
PAGE_SIZE = 25
EXAMPLE = "order_id;time;value;currency\n1001;2026-11-18 09:41;24,90;EUR\n1002;2026-11-18 13:05;8,50;EUR\n1003;2026-11-19 17:20;0,00;EUR\n"


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def sales(request: HttpRequest) -> HttpResponse:
    """Set the own sales beside the platforms' claims, and list the files they came in."""
    return _show(request, SalesFileForm())


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def sales_example(request: HttpRequest) -> HttpResponse:
    """Return a file such as can be uploaded."""
    headers = {"Content-Disposition": 'attachment; filename="orders.csv"'}
    return HttpResponse(EXAMPLE, content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def keep_upload(request: HttpRequest) -> HttpResponse:
    """Keep a file, to be looked at before its orders are taken."""
    form = SalesFileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = services.keep_upload(file_name=file.name, content=file.read(MOST_BYTES + 1), **_who(request))
            return redirect("analytics:sale_upload", upload.uuid)
        except Invalid as error:
            show_errors(form, error)
    return _show(request, form)


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def sale_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Show what a file comes to before it is taken, how far it is, or what came of it."""
    upload = selectors.get_upload(upload_id)
    form = SalesReadingForm(upload.reading) if upload.state == UploadState.SHOWN else None
    return _show_upload(request, upload, form)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def take_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Read a file in the way that was chosen; show it again, or take its orders."""
    upload = selectors.get_upload(upload_id)
    form = SalesReadingForm(upload.reading, request.POST) if upload.reading else None
    if form is None or not form.is_valid():
        return _show_upload(request, upload, form)
    try:
        upload = services.choose_reading(upload=upload, chosen=form.cleaned_data)
        if request.POST.get("do") == "take":
            services.take_upload(upload=upload, **_who(request))
    except Invalid as error:
        show_errors(form, error)
        return _show_upload(request, upload, form)
    except Conflict as error:
        messages.info(request, error.message)
    return redirect("analytics:sale_upload", upload.uuid)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def undo_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Take a file back: its new orders go, and those that it changed are what they were."""
    upload = selectors.get_upload(upload_id)
    try:
        services.undo_upload(upload=upload, **_who(request))
    except Conflict as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{upload.file_name or 'What was sent'} is taken back.")
    return redirect("analytics:sales")


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def sale_list(request: HttpRequest) -> HttpResponse:
    """List the orders, newest first, and take one by hand."""
    return _show_list(request, SaleForm(initial={"currency": place.current().currency}))


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def record_sales(request: HttpRequest) -> HttpResponse:
    """Take one order that somebody wrote down."""
    form = SaleForm(request.POST)
    if form.is_valid():
        given = GivenSale(line=1, **form.cleaned_data)
        try:
            services.record_sales(sales=[given], all_or_nothing=True, **_who(request))
            messages.success(request, f"Order {given.order_id} is written down.")
            return redirect("analytics:sale_list")
        except Invalid as error:
            show_errors(form, Invalid({name.rpartition(".")[2]: texts for name, texts in error.fields.items()}))
    return _show_list(request, form)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def delete_sale(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Delete one order."""
    sale = selectors.get_sale(sale_id)
    services.delete_sale(sale=sale, **_who(request))
    messages.success(request, f"Order {sale.order_id} is deleted.")
    return redirect("analytics:sale_list")


def _who(request: HttpRequest) -> dict:
    return {"actor": request.actor, "now": clock.now()}


def _show(request: HttpRequest, form: SalesFileForm) -> HttpResponse:
    now = clock.now()
    asked, error = read_period(request, now)
    choice = asked or periods.named(USUAL_PERIOD, place.today(now))
    has_sales = selectors.list_sales().exists()
    context = {
        "read": panel.read_sales(choice, has_sales=has_sales, today=place.today(now), place=place.current()),
        "page": Paginator(selectors.list_uploads(), PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form,
        "wrong": wrong_period(request, error),
        **_may(request),
        **period_menu(request, choice),
    }
    return render(request, "analytics/sales/sales.html", context, status=422 if form.errors or error else 200)


def _show_upload(request: HttpRequest, upload, form: SalesReadingForm | None) -> HttpResponse:
    shown = upload.state == UploadState.SHOWN
    jobs = queue.find_live_jobs(TAKE, organization=connection.tenant, keys=[str(upload.uuid)])
    preview = services.preview_upload(upload=upload, now=clock.now()) if shown else None
    context = {"upload": upload, "form": form, "preview": preview, "job": jobs[0] if jobs else None, **_may(request)}
    return render(request, "analytics/sales/upload.html", context, status=422 if form and form.errors else 200)


def _show_list(request: HttpRequest, form: SaleForm) -> HttpResponse:
    page = Paginator(selectors.list_sales(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, **_may(request)}
    return render(request, "analytics/sales/list.html", context, status=422 if form.errors else 200)


def _may(request: HttpRequest) -> dict:
    return {"may_edit": request.membership.may(Permission.EDIT_CAMPAIGNS)}

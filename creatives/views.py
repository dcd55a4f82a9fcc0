"""The library, and the bytes of what is in it. Never by a public address: every read asks who is there."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from creatives import selectors, services
from creatives.forms import AssetForm
from tenants import access, clock
from tenants.errors import Invalid
from tenants.roles import Permission

PAGE_SIZE = 24


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def list_assets(request: HttpRequest) -> HttpResponse:
    """Which pictures and videos are there for ads?"""
    return _show(request, AssetForm())


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def add_asset(request: HttpRequest) -> HttpResponse:
    """Keep a picture, a logo or a video."""
    form = AssetForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            asset = services.add_asset(
                file=file,
                label=form.cleaned_data["label"] or file.name,
                byte_size=file.size,
                actor=request.actor,
                now=clock.now(),
                is_logo=form.cleaned_data["is_logo"],
            )
        except Invalid as error:
            form.add_error("file", error.fields["file"])
        else:
            messages.success(request, f"{asset.label} is in the library.")
            return redirect("creatives:list")
    return _show(request, form, status=422)


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def file(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Return an asset's bytes."""
    asset = selectors.get_asset(asset_id)
    return _send(asset.file.name, asset.mime, asset.file_name)


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def preview(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Return a small picture of an asset."""
    asset = selectors.get_asset(asset_id)
    return _send(asset.preview.name, "image/jpeg", f"{asset.uuid}.jpg")


def _show(request: HttpRequest, form: AssetForm, status: int = 200) -> HttpResponse:
    page = Paginator(selectors.list_assets(), PAGE_SIZE).get_page(request.GET.get("page"))
    may_add = request.membership.may(Permission.EDIT_CAMPAIGNS)
    context = {"page": page, "form": form, "may_add": may_add, **selectors.count_assets()}
    return render(request, "creatives/list.html", context, status=status)


def _send(stored: str, mime: str, name: str) -> HttpResponse:
    try:
        response = FileResponse(default_storage.open(stored), content_type=mime, filename=name)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response

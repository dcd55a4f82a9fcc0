"""The library, and the bytes of what is in it. Never by a public address: every read asks who is there."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from creatives import selectors, services
from creatives.forms import AssetForm, TagsForm
from creatives.models import Asset
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


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def tags(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Ask for an asset's tags, or keep them: in place under HTMX, else on a page of their own."""
    asset = selectors.get_asset(asset_id)
    sent = request.POST if request.method == "POST" else None
    form = TagsForm(sent, initial={"tags": ", ".join(asset.tags)}, auto_id=f"%s_{asset.uuid}")
    if request.htmx and "close" in request.GET:
        return _show_tags(request, asset)
    if form.is_valid():
        try:
            asset = services.set_tags(asset, form.words, request.actor, clock.now())
            return _show_tags(request, asset) if request.htmx else redirect("creatives:list")
        except Invalid as error:
            form.add_error("tags", error.fields["tags"])
    template = "creatives/_tags_form.html" if request.htmx else "creatives/tags.html"
    return render(request, template, {"asset": asset, "form": form}, status=422 if form.errors else 200)


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


def _show_tags(request: HttpRequest, asset: Asset) -> HttpResponse:
    return render(request, "creatives/_tags.html", {"asset": asset, "may_edit": True, "is_back": True})


def _show(request: HttpRequest, form: AssetForm, status: int = 200) -> HttpResponse:
    tag = request.GET.get("tag", "").strip().lower()
    page = Paginator(selectors.list_assets(tag), PAGE_SIZE).get_page(request.GET.get("page"))
    may_add = request.membership.may(Permission.EDIT_CAMPAIGNS)
    context = {"page": page, "form": form, "may_add": may_add, "tag": tag, "tags": selectors.list_tags()}
    context |= selectors.count_assets() | {"page_query": urlencode({"tag": tag}) + "&" if tag else ""}
    return render(request, "creatives/list.html", context, status=status)


def _send(stored: str, mime: str, name: str) -> HttpResponse:
    try:
        response = FileResponse(default_storage.open(stored), content_type=mime, filename=name)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""The library, for programs."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile

from creatives import schemas, selectors, services
from tenants import access, clock, idempotency, pagination
from tenants.roles import Permission

router = Router(tags=["Creatives"])


@router.get("/assets", response=list[schemas.AssetOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_assets(request: HttpRequest, tag: str = ""):
    """List pictures, logos and videos, newest first; with `tag` those that have it."""
    return selectors.list_assets(tag)


@router.post("/assets", response={201: schemas.AssetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def add_asset(
    request: HttpRequest,
    file: UploadedFile = File(...),  # noqa: B008
    label: str = Form("", max_length=200),
    is_logo: bool = Form(False),
):
    """Keep a JPG or PNG of at most 30 MB, or an MP4 or MOV of at most 500 MB (multipart).

    The same bytes again give the asset that is there. A logo may be smaller than a picture.
    """
    return services.add_asset(
        file=file,
        label=label or file.name or "",
        byte_size=file.size or 0,
        actor=request.actor,
        now=clock.now(),
        is_logo=is_logo,
    )


@router.get("/assets/{uuid:asset_id}", response=schemas.AssetOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_asset(request: HttpRequest, asset_id: UUID):
    """Return one asset's facts."""
    return selectors.get_asset(asset_id)


@router.put("/assets/{uuid:asset_id}/tags", response=schemas.AssetOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def set_tags(request: HttpRequest, asset_id: UUID, body: schemas.TagsIn):
    """Give an asset these tags and no others. Nothing of them reaches a platform."""
    return services.set_tags(selectors.get_asset(asset_id), body.tags, request.actor, clock.now())


@router.get("/assets/{uuid:asset_id}/file", url_name="get_asset_file")
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_asset_file(request: HttpRequest, asset_id: UUID):
    """Return one asset's bytes."""
    asset = selectors.get_asset(asset_id)
    return FileResponse(asset.file.open("rb"), content_type=asset.mime, filename=asset.file_name)

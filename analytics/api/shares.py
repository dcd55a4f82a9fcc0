"""Share links and branding, for programs."""

from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router
from ninja.files import UploadedFile

from analytics import services
from analytics.models import Edition, Report
from analytics.schemas.shares import BrandingIn, BrandingOut, ShareLinkIn, ShareLinkOut
from analytics.selectors import reports as editions
from analytics.selectors import shares
from analytics.selectors.branding import get_own_branding
from tenants import access, clock, idempotency, pagination
from tenants.errors import Invalid
from tenants.roles import Permission

router = Router(tags=["reports"])


@router.get("/share-links", response=list[ShareLinkOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_share_links(request: HttpRequest):
    """List the links to reports, the newest first, with those that work no more."""
    return shares.list_share_links()


@router.post("/share-links", response={201: ShareLinkOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_share_link(request: HttpRequest, body: ShareLinkIn):
    """Make a link with which anybody sees one report without logging in."""
    who = {"actor": request.actor, "now": clock.now()}
    return services.create_share_link(about=_about(body), days=body.days, password=body.password, **who)


@router.delete("/share-links/{uuid:link_id}", response={204: None})
@access.operation(Permission.EDIT_CAMPAIGNS)
def revoke_share_link(request: HttpRequest, link_id: UUID):
    """Withdraw a link: from the next request on there is nothing at its address."""
    services.revoke_share_link(link=shares.get_share_link(link_id), actor=request.actor, now=clock.now())


@router.get("/branding", response=BrandingOut)
@access.operation(Permission.MANAGE_SETTINGS)
def get_branding(request: HttpRequest):
    """Return whose name reports carry, as the organisation chose it."""
    return get_own_branding()


@router.put("/branding", response=BrandingOut)
@access.operation(Permission.MANAGE_SETTINGS)
def change_branding(request: HttpRequest, body: BrandingIn):
    """Decide whose name reports carry."""
    return services.change_branding(**body.dict(), actor=request.actor, now=clock.now())


@router.post("/branding/logo", response=BrandingOut)
@access.operation(Permission.MANAGE_SETTINGS)
def put_logo(request: HttpRequest, file: File[UploadedFile]):
    """Keep a logo: a PNG, JPEG or WebP picture of up to 2 MB."""
    given = {"file": file, "byte_size": file.size or 0}
    return services.put_logo(**given, actor=request.actor, now=clock.now())


@router.delete("/branding/logo", response={204: None})
@access.operation(Permission.MANAGE_SETTINGS)
def remove_logo(request: HttpRequest):
    """Let reports carry no logo of the organisation's own."""
    services.remove_logo(actor=request.actor, now=clock.now())


def _about(body: ShareLinkIn) -> Edition | Report:
    if (body.edition is None) == (body.report is None):
        raise Invalid({"edition": "Name an edition or a report, and only one of them."})
    return editions.get_edition(body.edition) if body.edition else editions.get_report(body.report or "")

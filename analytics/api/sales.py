"""Own sales, for programs."""

from uuid import UUID

from django.http import HttpRequest
from ninja import File, Query, Router
from ninja.files import UploadedFile

from analytics import periods, services
from analytics.schemas.metrics import PeriodIn
from analytics.schemas.sales import ReadingIn, SaleOut, SalesIn, SaleUploadOut, TruthOut
from analytics.selectors import sales as selectors
from analytics.selectors.claims import get_truth
from analytics.services.sales.files import MOST_BYTES
from analytics.types.sales import GivenSale
from tenants import access, clock, idempotency, pagination, place
from tenants.place import today
from tenants.roles import Permission

router = Router(tags=["sales"])


@router.get("/sales", response=list[SaleOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_sales(request: HttpRequest):
    """List the orders, newest first."""
    return selectors.list_sales()


@router.post("/sales", response={201: SaleUploadOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def record_sales(request: HttpRequest, body: SalesIn):
    """Take up to 10,000 orders; an order id that is there already is changed to what is sent.

    Wrong lines are named in `problems` and the others taken, unless `all_or_nothing` asks for none then.
    """
    given = [GivenSale(line=n, **each.dict()) for n, each in enumerate(body.sales, 1)]
    who = {"actor": request.actor, "now": clock.now()}
    return services.record_sales(sales=given, all_or_nothing=body.all_or_nothing, **who)


@router.delete("/sales/{uuid:sale_id}", response={204: None})
@access.operation(Permission.EDIT_CAMPAIGNS)
def delete_sale(request: HttpRequest, sale_id: UUID):
    """Delete one order."""
    services.delete_sale(sale=selectors.get_sale(sale_id), actor=request.actor, now=clock.now())


@router.get("/sales/truth", response=TruthOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_sales_truth(request: HttpRequest, query: Query[PeriodIn]):
    """Set the own sales of a period beside what platforms claim; `since` is null where there are none in it."""
    choice = periods.choose(query.model_dump(), today=today(clock.now()))
    currency = place.current().currency
    return TruthOut.of(get_truth(choice.period, currency=currency), currency)


@router.get("/sales/uploads", response=list[SaleUploadOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_sale_uploads(request: HttpRequest):
    """List the files and what was sent at once, newest first."""
    return selectors.list_uploads()


@router.post("/sales/uploads", response={201: SaleUploadOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def keep_upload(request: HttpRequest, file: UploadedFile = File(...)):  # noqa: B008
    """Keep a CSV file (multipart, up to 25 MB and 100,000 lines); its orders are taken by `…/take`."""
    who = {"actor": request.actor, "now": clock.now()}
    return services.keep_upload(file_name=file.name or "", content=file.read(MOST_BYTES + 1), **who)


@router.get("/sales/uploads/{uuid:upload_id}", response=SaleUploadOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_sale_upload(request: HttpRequest, upload_id: UUID):
    """Return a file: how it is read, how far it is, and which lines were left out."""
    return selectors.get_upload(upload_id)


@router.post("/sales/uploads/{uuid:upload_id}/take", response=SaleUploadOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def take_upload(request: HttpRequest, upload_id: UUID, body: ReadingIn):
    """Take a file's orders, read as it was guessed but for what is named here; over 2,000 lines by a job (`state`: taking)."""
    upload, chosen = selectors.get_upload(upload_id), body.dict(exclude_unset=True)
    if chosen:
        upload = services.choose_reading(upload=upload, chosen=chosen)
    return services.take_upload(upload=upload, actor=request.actor, now=clock.now())


@router.delete("/sales/uploads/{uuid:upload_id}", response={204: None})
@access.operation(Permission.EDIT_CAMPAIGNS)
def undo_upload(request: HttpRequest, upload_id: UUID):
    """Take a file back: its new orders go, and those that it changed are what they were."""
    services.undo_upload(upload=selectors.get_upload(upload_id), actor=request.actor, now=clock.now())

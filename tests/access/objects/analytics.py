"""Own figures, exports, the copy in a warehouse, own sales."""

import analytics.models
import analytics.services
from analytics.models import CustomMetric, Sale
from analytics.types.sales import GivenSale
from tenants import sealing
from tenants.models import Organization
from tenants.types import Actor
from tests import factories
from tests.access.objects.registry import BODIES, value


@value("metric_id")
def custom_metric(organization: Organization):
    """Make a figure of the organisation's own."""
    found = CustomMetric.objects.filter(name="Walked").first()
    values = {"name": "Walked", "expression": "value - spend"}
    made = found or analytics.services.create_custom_metric(**values, actor=Actor.system(), now=factories.START)
    return made.uuid


BODIES["POST /custom-metrics"] = {"name": "Profit", "expression": "value - spend"}
BODIES["PUT /custom-metrics/{metric_id}"] = {"name": "Profit", "expression": "value - 2 * spend"}


@value("export_id")
def export(organization: Organization):
    """Make the file of a table."""
    found = analytics.services.list_exports().first()
    asked = {"query": "by=day", "format": "csv", "organization": organization}
    made = found or analytics.services.create_export(**asked, actor=Actor.system(), now=factories.START)
    if not made.file:
        analytics.services.make_export(export=made, progress=lambda done, total: None, check=lambda: None)
    set_up_storage()
    return made.uuid


def set_up_storage() -> None:
    """Keep a storage at an address that is refused before anything is sent."""
    place = {"endpoint": "http://127.0.0.1:9", "bucket": "facts", "key_id": "key"}
    sealed = {"secret_sealed": sealing.seal(b"walked"), "updated_at": factories.START}
    analytics.models.Warehouse.objects.get_or_create(pk=1, defaults=place | sealed)


BODIES["PUT /warehouse"] = {"bucket": "facts", "key_id": "key", "secret": "walked"}
BODIES["POST /exports"] = {"query": "by=campaign", "format": "csv"}


@value("sale_id")
def sale(organization: Organization):
    """Write an order down."""
    common = {"actor": Actor.system(), "now": factories.START}
    analytics.services.record_sales(sales=[GivenSale(1, "W1", "2020-01-01T12:00:00Z", "10", "EUR")], **common)
    return Sale.objects.get(order_id="W1").uuid


@value("upload_id")
def sale_upload(organization: Organization):
    """Keep a file of orders."""
    content = b"order id,date,value\nW2,2020-01-01,5.00\n"
    common = {"actor": Actor.system(), "now": factories.START}
    return analytics.services.keep_upload(file_name="walked.csv", content=content, **common).uuid


BODIES["PUT /ad-accounts/{account_id}/counted-action"] = {"action": None}
BODIES["POST /sales"] = {"sales": [{"order_id": "W3", "time": "2020-01-01", "value": 5, "currency": "EUR"}]}
BODIES["POST /sales/uploads/{upload_id}/take"] = {"decimal": "."}

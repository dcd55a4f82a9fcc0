"""What the walk puts into addresses and bodies: an object for every URL parameter, a good body for every operation that needs one.

    @value("campaign_id")
    def campaign(organization): return factories.make_campaign(organization).uuid

makes the object in the organisation's schema, which is current when it is called; once a worker, for each of the two organisations.
`BODIES["POST /campaigns"]` is a dict, or a function of the organisation that returns one (so that ids in bodies are tried with another
organisation's as well).
"""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from PIL import Image

import analytics.models
import analytics.services
import campaigns.selectors
import campaigns.services
import creatives.services
import integrations.models
from analytics.models import CustomMetric, Sale
from analytics.services.reporting import Wish, make_edition
from analytics.types.sales import GivenSale
from campaigns.models import Change, PlatformCampaign
from campaigns.types import ClosureKind, Draft
from tenants import queue, sealing, selectors, services
from tenants.models import Membership, Organization
from tenants.roles import Role
from tenants.types import Actor
from tests import factories

VALUES: dict[str, Callable[[Organization], Any]] = {}
BODIES: dict[str, dict | Callable[[Organization], dict]] = {
    "PATCH /organization": {"name": "Acme"},
    "PATCH /members/{member_id}": {"role": "client"},
    "POST /invitations": {"email": "new@acme.example", "role": "client"},
    "POST /api-keys": {"name": "Shop", "role": "client"},
}


def value(parameter: str) -> Callable:
    """Register the maker of what stands for a URL parameter of this name, on every page and operation."""

    def register(make: Callable[[Organization], Any]) -> Callable[[Organization], Any]:
        VALUES[parameter] = make
        return make

    return register


@value("member_id")
def member(organization: Organization):
    """Make a member who has no role that anybody else in the walk has."""
    person = factories.make_user(f"walked@{organization.slug}.example")
    return Membership.objects.get_or_create(user=person, organization=organization, defaults={"role": Role.CLIENT})[
        0
    ].uuid


@value("invitation_id")
def invitation(organization: Organization):
    """Invite somebody."""
    made = services.invite_member(
        organization=organization,
        email=f"invited@{organization.slug}.example",
        role=Role.CLIENT,
        granting_role=Role.OWNER,
        actor=Actor.system(),
        now=factories.START + timedelta(minutes=1),
    )
    return made.uuid


@value("job_id")
def job(organization: Organization):
    """Put a job into the queue."""
    return queue.enqueue("tenants.clean_up", organization=organization).uuid


@value("key_id")
def api_key(organization: Organization):
    """Make an API key."""
    key, _ = services.create_api_key(
        name="walked", role=Role.CLIENT, granting_role=Role.OWNER, actor=Actor.system(), now=factories.START
    )
    return key.uuid


# Parameters of the public host that name nothing of an organisation.
value("token")(lambda organization: "x" * 43)
value("slug")(lambda organization: organization.slug)
value("key")(lambda organization: "x-x")
value("uidb36")(lambda organization: "1")


@value("connection_id")
def connection_of(organization: Organization):
    """Make a permission on Meta that reaches one ad account."""
    offered = {"external_id": "1", "name": "Shop", "currency": "EUR", "time_zone": "Europe/Dublin", "is_usable": True}
    made, _ = integrations.models.Connection.objects.get_or_create(
        platform="meta",
        external_user_id="walked",
        defaults={
            "user_label": "Walked",
            "offered": [{**offered, "status_words": "", "needs": [], "presence": {}}],
            "connected_at": factories.START,
        },
    )
    return made.uuid


@value("account_id")
def ad_account(organization: Organization):
    """Make an ad account."""
    made, _ = integrations.models.AdAccount.objects.get_or_create(
        platform="meta",
        external_id="1",
        defaults={
            "connection": integrations.models.Connection.objects.get(uuid=connection_of(organization)),
            "name": "Shop",
            "currency": "EUR",
            "time_zone": "Europe/Dublin",
            "candidates": [{"kind": "page", "external_id": "1", "name": "Shop", "sets": {"page_id": "1"}}],
            "connected_at": factories.START,
        },
    )
    return made.uuid


@value("asset_id")
def asset(organization: Organization):
    """Keep a picture."""
    picture = io.BytesIO()
    Image.new("RGB", (600, 600), "orange").save(picture, "PNG")
    size = picture.tell()
    return creatives.services.add_image(
        file=picture, label="Walked", byte_size=size, actor=Actor.system(), now=factories.START
    ).uuid


value("platform")(lambda organization: "meta")
value("field")(lambda organization: "interests")
BODIES["PUT /ad-accounts/{account_id}/presence"] = {"kind": "page", "external_id": "1"}
BODIES["POST /connections"] = {"platform": "meta"}
BODIES["POST /connections/finish"] = {"platform": "meta", "code": "x", "state": "x"}
BODIES["POST /connections/{connection_id}/ad-accounts"] = {"external_ids": ["1"]}


def draft_body(organization: Organization) -> dict:
    """Return what a complete draft campaign holds."""
    return {
        "name": "Walked",
        "purpose": "sales",
        "ad_account": str(ad_account(organization)),
        "daily_budget_minor": 2500,
        "countries": ["IE"],
        "link": "https://acme.example/cakes",
        "primary_text": "Order a cake by 10 December.",
        "headline": "Cakes",
        "call_to_action": "shop_now",
        "asset": str(asset(organization)),
    }


def make_draft(organization: Organization):
    """Make a draft campaign."""
    body = draft_body(organization)
    draft = Draft(**body | {"ad_account": UUID(body["ad_account"]), "asset": UUID(body["asset"])})
    return campaigns.services.create_draft(draft=draft, actor=Actor.system(), now=factories.START)


@value("campaign_id")
def campaign(organization: Organization):
    """Make a draft campaign."""
    return make_draft(organization).uuid


@value("step")
def step(organization: Organization):
    """Return a step of the builder, which every organisation has."""
    return "goal"


@value("ad_id")
def ad(organization: Organization):
    """Return the ad of a draft."""
    draft = campaigns.selectors.get_campaign(make_draft(organization).uuid)
    return draft.platform_campaigns.get().ad_groups.get().ads.get().uuid


@value("ad_group_id")
def ad_group(organization: Organization):
    """Return the ad group of a draft."""
    draft = campaigns.selectors.get_campaign(make_draft(organization).uuid)
    return draft.platform_campaigns.get().ad_groups.get().uuid


@value("part_id")
def part(organization: Organization):
    """Return the part of a draft."""
    return campaigns.selectors.get_campaign(make_draft(organization).uuid).platform_campaigns.get().uuid


@value("change_set_id")
def change_set(organization: Organization):
    """Ask for a launch, which waits in the ledger."""
    draft = campaigns.selectors.get_campaign(make_draft(organization).uuid)
    return campaigns.services.launch_campaign(campaign=draft, actor=Actor.system(), now=factories.START).uuid


@value("label_id")
def label(organization: Organization):
    """Make a label."""
    found = campaigns.selectors.list_labels().first()
    made = found or campaigns.services.create_label(name="Walked", actor=Actor.system(), now=factories.START)
    return made.uuid


@value("view_id")
def saved_view(organization: Organization):
    """Keep a view of the list that everybody sees."""
    found = selectors.list_saved_views(Actor.system()).first()
    given = {"page": "campaigns", "name": "Walked", "query": {"status": "paused"}, "is_shared": True}
    made = found or services.create_saved_view(**given, actor=Actor.system(), now=factories.START)
    return made.uuid


def bulk_body(organization: Organization) -> dict:
    """Return what tags one campaign."""
    return {"action": "add_tag", "tag": "walked", "campaigns": [str(make_draft(organization).uuid)]}


@value("change_id")
def change(organization: Organization):
    """Return one change of that launch."""
    return Change.objects.filter(change_set__uuid=change_set(organization)).first().uuid


@value("closure_id")
def closure(organization: Organization):
    """Plan some closed days."""
    days = {"from_date": factories.START.date() + timedelta(days=30), "to_date": None}
    kind = ClosureKind.CLOSED
    common = {"actor": Actor.system(), "now": factories.START}
    return campaigns.services.create_closure(campaign=None, kind=kind, **days, **common).uuid


BODIES["PATCH /limits"] = lambda organization: {
    "version": 1,
    "account_ceilings": [{"account": str(ad_account(organization)), "daily_ceiling_minor": 10000}],
}
BODIES["POST /closures"] = {"from_date": "2026-12-24", "to_date": "2026-12-26"}
BODIES["PUT /closures/{closure_id}"] = {"from_date": "2026-12-24"}


@value("metric_id")
def custom_metric(organization: Organization):
    """Make a figure of the organisation's own."""
    found = CustomMetric.objects.filter(name="Walked").first()
    values = {"name": "Walked", "expression": "value - spend"}
    made = found or analytics.services.create_custom_metric(**values, actor=Actor.system(), now=factories.START)
    return made.uuid


BODIES["POST /custom-metrics"] = {"name": "Profit", "expression": "value - spend"}
BODIES["PUT /custom-metrics/{metric_id}"] = {"name": "Profit", "expression": "value - 2 * spend"}


@value("report_id")
def standing_report(organization: Organization):
    """Make a standing report."""
    found = analytics.models.Report.objects.filter(name="Walked").first()
    wish = Wish("Walked", recipients=["reader@acme.example"])
    made = found or analytics.services.create_report(wish=wish, actor=Actor.system(), now=factories.START)
    return made.uuid


@value("edition_id")
def edition(organization: Organization):
    """Make a report of some days that is ready."""
    days = {"since": factories.START.date() - timedelta(days=7), "until": factories.START.date() - timedelta(days=1)}
    asked = {"name": "Walked", "organization": organization, "actor": Actor.system(), "now": factories.START}
    found = analytics.models.Edition.objects.filter(name="Walked").first()
    made = found or analytics.services.create_edition(**days, **asked)
    return make_edition(edition=made, now=factories.START).uuid


@value("delivery_id")
def delivery(organization: Organization):
    """Make a message with that report that could not be sent."""
    about = analytics.models.Edition.objects.get(uuid=edition(organization))
    values = {"message_id": f"<{about.uuid}@acme.example>", "state": "failed"}
    made, _ = about.deliveries.get_or_create(address="reader@acme.example", defaults=values)
    return made.pk


REPORT = {"name": "Weekly", "recipients": ["reader@acme.example"]}
BODIES["POST /editions"] = {"since": "2026-11-02", "until": "2026-11-08"}
BODIES["POST /reports"] = REPORT
BODIES["PUT /reports/{report_id}"] = REPORT


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
BODIES["POST /campaigns"] = draft_body
BODIES["POST /campaigns/bulk/preview"] = bulk_body
BODIES["POST /campaigns/bulk"] = bulk_body
BODIES["POST /labels"] = {"name": "Spring"}
BODIES["PATCH /labels/{label_id}"] = {"name": "Summer"}
BODIES["POST /saved-views"] = {"name": "Mine", "query": {"sort": "name"}}
BODIES["PUT /campaigns/{campaign_id}"] = draft_body
BODIES["POST /campaigns/{campaign_id}/budget"] = {"daily_budget_minor": 3000}
BODIES["POST /campaigns/{campaign_id}/bid"] = {"bid": {"strategy": "maximize_clicks"}}
BODIES["POST /ads/{ad_id}/creative"] = {"creative": {"link": "https://acme.example/cakes"}}
BODIES["POST /ads/{ad_id}/switch"] = {"on": False}
BODIES["POST /ad-groups/{ad_group_id}/switch"] = {"on": False}
BODIES["POST /ad-groups/{ad_group_id}/targeting"] = {"targeting": {"countries": ["DE"]}}
BODIES["POST /ad-groups/{ad_group_id}/ads"] = {"ads": [{"creative": {"link": "https://acme.example/cakes"}}]}
BODIES["POST /platform-campaigns/{part_id}/ad-groups"] = {
    "targeting": {"countries": ["DE"]}, "ads": [{"creative": {"link": "https://acme.example/cakes"}}],
}  # fmt: skip
BODIES["POST /campaigns/{campaign_id}/schedule"] = {"end_date": "2026-12-24"}


def drifting_body(organization: Organization) -> dict:
    """Return a campaign that somebody paused on its platform."""
    campaign = make_draft(organization)
    observed = {"external_id": campaign.uuid.hex, "observed_status": "paused", "observed_at": factories.START}
    parts = PlatformCampaign.objects.filter(campaign=campaign)
    parts.update(status="active", launched_at=factories.START, **observed)
    return {"keep": True, "campaigns": [str(campaign.uuid)]}


BODIES["POST /drift/settle"] = drifting_body


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


@value("link_id")
def share_link(organization: Organization):
    """Make a link to a report."""
    about = analytics.models.Edition.objects.get(uuid=edition(organization))
    return analytics.services.create_share_link(about=about, actor=Actor.system(), now=factories.START).uuid


value("share_token")(lambda organization: "x" * 43)
BODIES["POST /share-links"] = lambda organization: {"edition": str(edition(organization))}
BODIES["PUT /branding"] = {"name": "Acme Agency", "accent": "#1f5f8b"}

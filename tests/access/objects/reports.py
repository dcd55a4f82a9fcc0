"""Reports, what was sent of them, and links that share them."""

from datetime import timedelta

import analytics.models
import analytics.services
from analytics.services.reporting import Wish, make_edition
from tenants.models import Organization
from tenants.types import Actor
from tests import factories
from tests.access.objects.registry import BODIES, value


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


@value("link_id")
def share_link(organization: Organization):
    """Make a link to a report."""
    about = analytics.models.Edition.objects.get(uuid=edition(organization))
    return analytics.services.create_share_link(about=about, actor=Actor.system(), now=factories.START).uuid


value("share_token")(lambda organization: "x" * 43)
BODIES["POST /share-links"] = lambda organization: {"edition": str(edition(organization))}
BODIES["PUT /branding"] = {"name": "Acme Agency", "accent": "#1f5f8b"}

"""What the walk puts into addresses and bodies: an object for every URL parameter, a good body for every operation that needs one.

    @value("campaign_id")
    def campaign(organization): return factories.make_campaign(organization).uuid

makes the object in the organisation's schema, which is current when it is called; once a worker, for each of the two organisations.
`BODIES["POST /campaigns"]` is a dict, or a function of the organisation that returns one (so that ids in bodies are tried with another
organisation's as well). One module an app; importing them registers what they make.
"""

from tests.access.objects import analytics, campaigns, creatives, integrations, reports, tenants
from tests.access.objects.registry import BODIES, VALUES

__all__ = ["BODIES", "VALUES", "analytics", "campaigns", "creatives", "integrations", "reports", "tenants"]

"""What the walk puts into addresses and bodies: an object for every URL parameter, a good body for every operation that needs one.

    @value("campaign_id")
    def campaign(organization): return factories.make_campaign(organization).uuid

makes the object in the organisation's schema, which is current when it is called. `BODIES["POST /campaigns"]` is a dict, or a function
of the organisation that returns one (so that ids in bodies are tried with another organisation's as well).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tenants import queue, services
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
    return Membership.objects.get_or_create(user=person, organization=organization, defaults={"role": Role.CLIENT})[0].uuid


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

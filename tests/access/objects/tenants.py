"""Members, invitations, jobs, keys and saved views."""

from datetime import timedelta

from tenants import queue, selectors, services
from tenants.models import Membership, Organization
from tenants.roles import Role
from tenants.types import Actor
from tests import factories
from tests.access.objects.registry import BODIES, value

BODIES["PATCH /organization"] = {"name": "Acme"}
BODIES["PATCH /members/{member_id}"] = {"role": "client"}
BODIES["POST /invitations"] = {"email": "new@acme.example", "role": "client"}
BODIES["POST /api-keys"] = {"name": "Shop", "role": "client"}
BODIES["POST /saved-views"] = {"name": "Mine", "query": {"sort": "name"}}


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


@value("view_id")
def saved_view(organization: Organization):
    """Keep a view of the list that everybody sees."""
    found = selectors.list_saved_views(Actor.system()).first()
    given = {"page": "campaigns", "name": "Walked", "query": {"status": "paused"}, "is_shared": True}
    made = found or services.create_saved_view(**given, actor=Actor.system(), now=factories.START)
    return made.uuid

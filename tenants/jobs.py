"""Jobs of the house itself: the sweeper, and removing what has run out."""

from django.core.management import call_command
from django_tenants.utils import tenant_context

from tenants import queue, services
from tenants.models import Organization
from tenants.queue import Cluster, JobContext, Scope, sweeping


@queue.handler("tenants.sweep", cluster=Cluster.CHANGES, scope=Scope.INSTALLATION, attempts=1)
def sweep(ctx: JobContext) -> dict:
    """Look through every active organisation for outstanding work without a live job."""
    made = 0
    for organization in Organization.objects.filter(is_active=True).exclude(schema_name="public").iterator():
        ctx.check()
        with tenant_context(organization):
            made += sweeping.sweep_organization(organization=organization, now=ctx.now)
    return {"made": made}


@queue.handler("tenants.clean_up", cluster=Cluster.CHANGES)
def clean_up(ctx: JobContext) -> dict:
    """Remove an organisation's kept answers of the API after a day."""
    return {"removed": services.purge_expired_keys()}


@queue.handler("tenants.clean_up_installation", cluster=Cluster.CHANGES, scope=Scope.INSTALLATION)
def clean_up_installation(ctx: JobContext) -> dict:
    """Remove finished jobs, old dead letters, sessions, hand-overs and counters that have run out."""
    call_command("clearsessions")
    return {"removed": sweeping.purge() + services.purge_expired_public(now=ctx.now)}

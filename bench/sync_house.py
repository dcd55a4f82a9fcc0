"""An organisation in a database of its own, connected to a sandbox in which many campaigns have been running; for `bench.sync`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.provision import scratch_database
from config.dev import environment
from integrations.sandbox.testing import SandboxProcess

DAYS = 60


@contextmanager
def standing_house() -> Iterator[SandboxProcess]:
    """Start a sandbox and Django on a database of its own; the organisation's schema is current."""
    with (
        SandboxProcess() as sandbox,
        environment.database(environment.demo_environment(8000)) as variables,
        scratch_database(variables) as url,
    ):
        own = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings", "CLOCK_FILE": str(sandbox.clock_file)}
        levels = {"GOOGLE_ACCESS_LEVEL": "standard", "TIKTOK_APP_TIER": "ultimate"}
        os.environ.update(variables | sandbox.settings | own | levels)
        import django

        django.setup()
        _open_organization()
        yield sandbox


def connect(sandbox: SandboxProcess, platform: str, accounts: int, campaigns: int) -> list[Any]:
    """Connect a person's accounts through the services; nothing of them is read yet."""
    import integrations.services as services
    from tenants.types import Actor, ActorKind

    running = [{"name": f"Campaign {number}", "days": DAYS, "daily_budget_minor": 6000} for number in range(campaigns)]
    wishes = [{"name": f"Shop {number}", "campaigns": running} for number in range(accounts)]
    sandbox.control(
        "POST", "people", name=f"Bea {platform}", key=f"bench-{platform}", platform=platform, accounts=wishes
    )
    who = {"organization": _organization(), "actor": Actor(ActorKind.SYSTEM, None, "Bench"), "now": present(sandbox)}
    departure = services.begin_connection(platform=platform, binding="bench", **who)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(departure.authorize_url).query).items()}
    address = sandbox.grant(f"bench-{platform}", **{"platform": platform, **asked})
    back = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    code = back.get("code") or back["auth_code"]
    connection = services.finish_connection(platform=platform, code=code, state=back["state"], binding="bench", **who)
    chosen = [row["external_id"] for row in connection.offered]
    return services.choose_accounts(connection=connection, external_ids=chosen, **who)


def present(sandbox: SandboxProcess) -> datetime:
    """Return the moment at which the sandbox stands."""
    return datetime.fromtimestamp(sandbox.now(), UTC)


def _open_organization() -> None:
    from django.core.management import call_command
    from django.db import connection

    from tenants import services
    from tenants.models import User

    call_command("migrate_tenants", verbosity=0)
    owner = User.objects.create_user("owner@bench.example", None)
    place = {"time_zone": "Europe/Dublin", "currency": "EUR", "locale": "en-IE"}
    found = services.create_organization(name="Bench", slug="bench", owner=owner, now=datetime.now(UTC), **place)
    connection.set_tenant(found)


def _organization() -> Any:
    from django.db import connection

    return connection.tenant

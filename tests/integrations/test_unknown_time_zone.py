"""An account whose days cannot be told is shown and cannot be chosen: its figures would stop everybody's."""

import pytest

from integrations import registry, services
from integrations import types as t
from integrations.services import finishing
from tenants.errors import Invalid
from tenants.roles import Role
from tenants.types import Actor
from tests.factories import START, make_member


class App:
    """Gives a token for one account."""

    def __init__(self, zone: str):
        self.zone = zone

    def exchange_code(self, **_) -> t.TokenGrant:
        return t.TokenGrant("access-0", external_user_id="nora")

    def list_accounts(self, grant) -> list[t.RemoteAccount]:
        return [t.RemoteAccount("1", "Shop", "EUR", self.zone, is_usable=True)]


@pytest.mark.parametrize("zone", ["UTC+08:00", "", "../etc/passwd", "Mars/Olympus", "x" * 5000])
def test_it_is_offered_but_cannot_be_chosen(zone, organization, clock, monkeypatch):
    monkeypatch.setattr(registry, "auth_for", lambda platform, meter: App(zone))
    sealed: list[str] = []
    monkeypatch.setattr(
        App, "authorize_url", lambda self, *, state, **_: sealed.append(state) or "https://x.example", raising=False
    )
    actor = Actor.for_user(make_member(organization, Role.OWNER).user)
    who = {"organization": organization, "binding": "b", "actor": actor, "now": START}
    services.begin_connection(platform=t.Platform.TIKTOK, **who)
    made = services.finish_connection(platform=t.Platform.TIKTOK, code="c", state=sealed[0], **who)
    assert "is none that Adwright knows" in made.offered[0]["status_words"]
    with pytest.raises(Invalid):
        services.choose_accounts(organization=organization, connection=made, external_ids=["1"], actor=actor, now=START)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Dublin", "Australia/Lord_Howe", "Etc/GMT+8", "Asia/Calcutta"])
def test_zones_that_platforms_use_are_known(zone):
    assert finishing._is_known(zone)

"""The journey of the API's guide, block by block, against the product and the sandbox."""

import io
import time

import pytest
from PIL import Image

from campaigns.models import Ad, Change, PlatformCampaign
from tenants import hosts, services
from tenants.roles import Role
from tenants.types import Actor
from tests.campaigns import build, guide
from tests.creatives import films
from tests.factories import START

pytestmark = pytest.mark.django_db
PATH = "docs/guides/api-quickstart.md"
KINDS = ("campaign", "google.campaign", "tiktok.campaign")


@pytest.fixture
def script(organization, member, accounts, sandbox, monkeypatch, tmp_path):
    """A developer's folder and environment, and an organisation with three accounts that answers them."""
    organization.name = "Marlow Bakehouse"  # as its ad accounts are called
    organization.save(update_fields=["name"])
    host = hosts.organization_hostname(organization.slug)
    guide.serve(monkeypatch, host)
    monkeypatch.chdir(tmp_path)
    picture = io.BytesIO()
    Image.new("RGB", (1080, 1080), "orange").save(picture, "JPEG")
    (tmp_path / "cakes.jpg").write_bytes(picture.getvalue())
    (tmp_path / "cakes.mp4").write_bytes(films.film())
    monkeypatch.setenv("ADWRIGHT_URL", f"http://{host}")
    monkeypatch.setenv("ADWRIGHT_KEY", make_key(member(Role.ADMIN), "Nora's script"))
    monkeypatch.setenv("ADWRIGHT_APPROVER_KEY", make_key(member(Role.OWNER), "Olive's phone"))


def make_key(membership, name: str) -> str:
    """Make a key as a member does under Settings; return its secret."""
    role = membership.role
    actor = Actor.for_user(membership.user)
    return services.create_api_key(name=name, role=role, granting_role=role, actor=actor, now=START)[1]


@pytest.fixture
def time_passes(monkeypatch, clock, sandbox, accounts, organization, run_jobs):
    """While the script sleeps, the platforms go on, workers work, and the accounts are read."""
    real = time.sleep

    def sleep(seconds: float) -> None:
        with monkeypatch.context() as awake:
            awake.setattr(time, "sleep", real)
            clock.advance(minutes=6)
            sandbox.advance(minutes=6)
            build.run_patiently(run_jobs, rounds=1)
            for account in accounts.values():
                build.sync_now(account, organization, run_jobs)

    monkeypatch.setattr(time, "sleep", sleep)


def test_every_block_does_and_prints_what_the_guide_says(script, time_passes, sandbox):
    names: dict = {"__name__": "quickstart"}
    blocks = list(guide.read_blocks(PATH))
    for block in blocks:
        assert guide.run_block(block, PATH, names) == block.prints, f"{PATH}:{block.line}"
    assert len(blocks) > 10
    assert [sandbox.count(kind) for kind in KINDS] == [1, 1, 1]
    assert set(Ad.objects.values_list("status", "review")) == {("active", "approved")}
    assert set(Change.objects.values_list("state", flat=True)) == {"applied"}
    assert PlatformCampaign.objects.get(platform="meta").observed_daily_budget_minor == 2500

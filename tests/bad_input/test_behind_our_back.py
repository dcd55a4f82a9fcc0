"""While a launch runs, things happen on the platform: page and API say what stands, and there is always a way on."""

import pytest

from campaigns import selectors, services
from campaigns.models import Ad, PlatformCampaign
from tests.bad_input.answers import shows
from tests.campaigns import build, purposes
from tests.campaigns.conftest import _three_platforms, actor, connect  # noqa: F401 - fixtures
from tests.factories import START
from tests.integrations.conftest import sandbox  # noqa: F401 - the fixture
from tests.plugins.habits import sample

KINDS = {"meta": "campaign", "google": "google.campaign", "tiktok": "tiktok.campaign"}
SECOND_STEP = {"meta": "/adsets$", "tiktok": "/adgroup/create/"}
DELETED = {"meta": {"status": "DELETED"}, "tiktok": {"operation_status": "DELETE"}}


class Shop:
    """A draft on one platform, and what people do with it in a browser."""

    def __init__(self, sandbox, organization, actor, run_jobs, page_client, api_client):  # noqa: F811
        self.sandbox, self.organization, self.actor, self.run_jobs = sandbox, organization, actor, run_jobs
        self.page, self.api = page_client(), api_client()

    def open(self, platform: str, **changes) -> None:
        """Connect the platform and write a draft."""
        self.platform = platform
        self.account = self.connect()
        draft = purposes.draft(self.account, "traffic", self.actor, **changes)
        self.uuid = services.create_draft(draft=draft, actor=self.actor, now=START).uuid

    def connect(self):
        return connect(self.sandbox, self.organization, self.actor, self.run_jobs, platform=self.platform)

    def press(self, what: str) -> None:
        """Press a button; whatever stands against it is told on a page."""
        assert self.page.post(f"/campaigns/{self.uuid}/{what}/").status_code == 302

    def work(self, rounds: int = 3) -> None:
        """Let the worker try, and again after every wait."""
        for _ in range(rounds):
            build.run_patiently(self.run_jobs, rounds=1)
            self.sandbox.advance(minutes=2)

    @property
    def campaign(self):
        return selectors.get_campaign(self.uuid)

    def look(self):
        """Open every page and answer about it: none breaks. Return the campaign's own page."""
        for path in ("edit/review/", "edit/"):
            assert self.page.get(f"/campaigns/{self.uuid}/{path}").status_code < 500
        for path in ("/", "/campaigns/", "/history/", "/connections/"):
            assert self.page.get(path).status_code == 200
        for path in (f"/campaigns/{self.uuid}", f"/campaigns/{self.uuid}/preview", "/changes", "/connections"):
            assert self.api.get(f"/api/v1{path}").status_code == 200
        return self.page.get(f"/campaigns/{self.uuid}/")


@pytest.fixture
def shop(sandbox, organization, actor, clock, run_jobs, page_client, api_client):  # noqa: F811
    return Shop(sandbox, organization, actor, run_jobs, page_client, api_client)


@pytest.mark.parametrize("platform", sample(list(SECOND_STEP), 1))
def test_a_campaign_that_is_deleted_in_the_middle_of_its_launch_is_removed_and_launched_anew(shop, platform):
    shop.open(platform)
    shop.sandbox.fault("500", platform=platform, method="POST", path=SECOND_STEP[platform], times=40)
    shop.press("launch")
    shop.work(2)
    shop.sandbox.control("DELETE", "faults")
    made = PlatformCampaign.objects.get().external_id
    shop.sandbox.control("POST", f"objects/{made}", **DELETED[platform])
    shop.work()
    shows(shop.look(), "The launch stopped half-way", "Remove what was made")
    shop.press("launch/remove")
    shop.work()
    assert shop.page.get(f"/campaigns/{shop.uuid}/edit/", follow=True).status_code == 200
    shop.press("launch")
    shop.work()
    assert shop.campaign.status == "active"
    assert shop.sandbox.count(KINDS[platform]) == 1


@pytest.mark.parametrize("platform", sample(list(KINDS), 1))
def test_a_rejected_ad_says_why_on_its_page_and_on_home(shop, platform, clock):
    shop.open(platform)
    ad = Ad.objects.get()
    kind = "primary_texts" if ad.creative.get("primary_texts") else "headlines"
    Ad.objects.update(creative=ad.creative | {kind: ["A miracle cure", *ad.creative[kind][1:]]})
    shop.press("launch")
    shop.work()
    shop.sandbox.advance(minutes=60)
    clock.advance(hours=1)
    build.sync_now(shop.account, shop.organization, shop.run_jobs)
    reason = Ad.objects.get().reason
    assert reason
    shows(shop.look(), reason)
    shows(shop.page.get("/"), "1 ad was rejected", reason)

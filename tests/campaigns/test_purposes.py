"""Eight purposes on three platforms: each launches, or is refused before anything is made, with why and what to do."""

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from integrations.types import Platform, Purpose, TargetingKind
from tests.campaigns import build, purposes
from tests.campaigns.conftest import connect
from tests.factories import START

pytestmark = pytest.mark.django_db
OBJECTS = {
    "meta": ("campaign", "adset", "ad"),
    "google": ("google.campaign", "google.ad_group", "google.ad_group_ad"),
    "tiktok": ("tiktok.campaign", "tiktok.adgroup", "tiktok.ad"),
}
WHAT_TO_DO = ("choose", "make", "add", "connect", "write", "register", "say")


def counts(sandbox, platform: str) -> list[int]:
    return [sandbox.count(kind) for kind in OBJECTS[platform]]


def audience_of(account) -> str:
    found = integrations.services.search_targeting(account=account, kind=TargetingKind.AUDIENCE, query="")
    return found[0].key if found else ""


def launched(campaign, actor, run_jobs, sandbox):
    services.launch_campaign(campaign=campaign, actor=actor, now=START)
    for _ in range(6):
        build.run_patiently(run_jobs, rounds=1)
        if not Change.objects.filter(state__in=["approved", "applying"]).exists():
            break
        sandbox.advance(minutes=2)
    return selectors.get_campaign(campaign.uuid)


@pytest.mark.parametrize("platform", list(Platform))
@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_purpose_launches_or_is_refused_beforehand(
    once, sandbox, organization, actor, clock, run_jobs, platform, purpose
):
    account = once(f"account on {platform}", lambda: connect(sandbox, organization, actor, run_jobs, platform=platform))
    audience = audience_of(account) if purpose == Purpose.RETARGETING else ""
    before = counts(sandbox, platform)
    made = services.create_draft(
        draft=purposes.draft(account, purpose, actor, audience=audience), actor=actor, now=START
    )
    campaign = selectors.get_campaign(made.uuid)
    preview = services.preview_campaign(campaign=campaign, now=START)
    if not preview.is_ready:
        texts = [preview.problem, *(problem.text for part in preview.parts for problem in part.problems)]
        assert all(any(word in text.lower() for word in WHAT_TO_DO) for text in texts if text), texts
        refused = launched(campaign, actor, run_jobs, sandbox)
        assert (refused.status, counts(sandbox, platform)) == ("draft", before)
        assert Change.objects.get(kind="launch").state == "failed"
        return
    done = launched(campaign, actor, run_jobs, sandbox)
    change = Change.objects.get(kind="launch")
    assert (change.state, done.status) == ("applied", "active"), change.error
    assert [now - was for now, was in zip(counts(sandbox, platform), before, strict=True)] == [1, 1, 1]
    part = PlatformCampaign.objects.get(campaign=campaign)
    rows = [part, AdGroup.objects.get(platform_campaign=part), Ad.objects.get(ad_group__platform_campaign=part)]
    assert all(row.external_id and row.observed_status == "active" for row in rows)

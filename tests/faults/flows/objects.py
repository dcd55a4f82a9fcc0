"""What is on the platform, beside what our rows say."""

from collections import Counter

from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from integrations import types as t
from tests.faults.house import House


def check_one_campaign(house: House, *, status: str, budget: int) -> None:
    """There is one campaign of ours on the platform, whole, with our budget, and the rows say the same."""
    (remote,) = house.adapter().list_campaigns()
    everything = [remote.observed, *(g.observed for g in remote.ad_groups)]
    everything += [ad.observed for group in remote.ad_groups for ad in group.ads]
    assert [one.ref.kind for one in everything] == list(t.ObjectKind), everything
    assert remote.observed.daily_budget_minor == budget
    assert remote.observed.run_status == status
    assert {one.run_status for one in everything[1:]} == {"active"}
    assert ids_of_ours() == Counter(one.ref.external_id for one in everything)
    assert house.campaign.status == PlatformCampaign.objects.get().status == status
    assert Campaign.objects.count() == 1


def ids_there(house: House) -> Counter:
    """Return the ids of everything on the account."""
    return Counter(one.ref.external_id for one in house.adapter().observe())


def ids_of_ours() -> Counter:
    """Return the ids that our rows bear."""
    return Counter(
        row for model in (PlatformCampaign, AdGroup, Ad) for row in model.objects.values_list("external_id", flat=True)
    )

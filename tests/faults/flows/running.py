"""Changing and adding to a campaign that runs."""

from collections import Counter
from datetime import timedelta

from campaigns import services
from campaigns.models import AdGroup, Campaign, Change, LaunchStep, PlatformCampaign
from campaigns.types import DraftAd, DraftGroup, load
from integrations import types as t
from tests.campaigns import purposes
from tests.faults.flows.campaigns import Pause
from tests.faults.flows.objects import ids_of_ours, ids_there


class AddGroup(Pause):
    """A running campaign gets another ad group with an ad, once."""

    def begin(self) -> None:
        said = purposes.creative(self.house.platform, self.house.actor)
        wanted = DraftGroup(name="More", targeting=purposes.targeting("sales"), ads=(DraftAd(creative=said),))
        part = PlatformCampaign.objects.get()
        services.add_ad_group(part_id=part.uuid, group=wanted, actor=self.house.actor, now=self.house.clock.now)

    def check(self) -> None:
        (remote,) = self.house.adapter().list_campaigns()
        assert sorted(len(group.ads) for group in remote.ad_groups) == [1, 1]
        assert ids_there(self.house) == ids_of_ours()
        everything = [*remote.ad_groups, *(ad for group in remote.ad_groups for ad in group.ads)]
        assert Counter(one.observed.run_status for one in everything) == {"active": 4}
        assert set(LaunchStep.objects.exclude(change=None).values_list("state", flat=True)) == {"done"}
        assert Change.objects.get(target_kind="ad_group").state == "applied"


class AddAds(Pause):
    """The ad group of a running campaign gets two more ads, each once; Google makes both in one call."""

    def begin(self) -> None:
        said = purposes.creative(self.house.platform, self.house.actor)
        ads = [DraftAd(name=f"Cake {number}", creative=said) for number in (2, 3)]
        group = AdGroup.objects.get()
        services.add_ads(ad_group_id=group.uuid, ads=ads, actor=self.house.actor, now=self.house.clock.now)

    def check(self) -> None:
        (remote,) = self.house.adapter().list_campaigns()
        assert [len(group.ads) for group in remote.ad_groups] == [3]
        assert ids_there(self.house) == ids_of_ours()
        assert {ad.observed.run_status for ad in remote.ad_groups[0].ads} == {"active"}
        added = Change.objects.filter(kind="launch", target_kind="ad")
        assert list(added.values_list("state", flat=True)) == ["applied", "applied"]


class Schedule(Pause):
    """A running campaign gets a last day, once."""

    def begin(self) -> None:
        end = self.house.clock.now.date() + timedelta(days=20)
        services.change_schedule(
            campaign=self.house.campaign, end_date=end, actor=self.house.actor, now=self.house.clock.now
        )

    def check(self) -> None:
        change = Change.objects.get(kind="schedule")
        (remote,) = self.house.adapter().list_campaigns()
        assert (change.state, Campaign.objects.get().end_date.isoformat()) == ("applied", change.after)
        assert remote.observed.end_at is not None
        assert abs(remote.observed.end_at.date() - Campaign.objects.get().end_date) <= timedelta(days=1)


class Targeting(Pause):
    """An ad group aims at somebody else, once."""

    def begin(self) -> None:
        group = AdGroup.objects.get()
        was = load(t.Targeting, group.targeting)
        wanted = t.Targeting(countries=("IE", "GB"), keywords=was.keywords)
        services.change_targeting(
            ad_group_id=group.uuid, targeting=wanted, actor=self.house.actor, now=self.house.clock.now
        )

    def check(self) -> None:
        assert Change.objects.get(kind="targeting").state == "applied"
        (remote,) = self.house.adapter().list_campaigns()
        assert ids_there(self.house) == ids_of_ours()
        assert set(remote.ad_groups[0].countries) <= {"IE", "GB"}

"""Reads whole campaigns, with the texts of their ads and whom they are shown to, for importing what exists.

Two to eight queries, whatever the size of the account; besides campaigns only the addresses of pictures are held whole.
Google keeps no purpose, so it is told from the kind of campaign and its bidding, and left open where these fit several.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from integrations import types as t
from integrations.platforms.google import contents, criteria, queries, reading
from integrations.platforms.google.audience import aim_of
from integrations.platforms.google.client import Ads

Row = Mapping[str, Any]
_ASSET_GROUP = (*queries.ASSET_GROUP, "asset_group.final_urls")
_AD = (*queries.AD, *contents.AD_FIELDS)
_PLACES = ("campaign.id", *criteria.fields_of("campaign"))
_PEOPLE = ("campaign.id", "ad_group.id", *criteria.fields_of("ad_group"))
_LINKED = "asset_group_asset.status != 'REMOVED'"
_PURPOSES = {
    ("MULTI_CHANNEL", ""): t.Purpose.APP_INSTALLS,
    ("", "MAXIMIZE_CONVERSION_VALUE"): t.Purpose.SALES,
    ("", "TARGET_ROAS"): t.Purpose.SALES,
    ("SEARCH", "TARGET_SPEND"): t.Purpose.TRAFFIC,
    ("SEARCH", "MANUAL_CPC"): t.Purpose.TRAFFIC,
    ("DISPLAY", "TARGET_SPEND"): t.Purpose.BRAND_AWARENESS,
    ("DEMAND_GEN", "TARGET_SPEND"): t.Purpose.BRAND_AWARENESS,
}


class Import:
    """Everything on an account that is not removed, a campaign at a time."""

    def __init__(self, ads: Ads, link: t.AccountLink):
        self.reader = reading.Reader(ads, link)
        self.contents = contents.Contents(ads)
        self.campaigns, has_groups, has_sets = self.reader.campaigns()
        rows = self.reader.rows
        self.groups = rows(queries.AD_GROUP, "ad_group", wanted=has_groups)
        self.group_ads = rows(_AD, "ad_group_ad", wanted=has_groups)
        self.people = rows(_PEOPLE, "ad_group_criterion", *criteria.conditions_for("ad_group"), wanted=has_groups)
        self.asset_groups = rows(_ASSET_GROUP, "asset_group", wanted=has_sets)
        self.links = rows(contents.LINK_FIELDS, "asset_group_asset", _LINKED, wanted=has_sets)
        self.places = rows(
            _PLACES, "campaign_criterion", *criteria.conditions_for("campaign"), wanted=bool(self.campaigns)
        )

    def trees(self) -> Iterator[t.RemoteCampaign]:
        """Yield campaigns with their ad groups and ads."""
        for row in self.campaigns:
            own = row["campaign"]
            channel, bidding = own.get("advertising_channel_type", ""), own.get("bidding_strategy_type", "")
            found = (_PURPOSES.get(key) for key in ((channel, ""), ("", bidding), (channel, bidding)))
            yield t.RemoteCampaign(
                observed=self.reader.campaign(row),
                purpose=next(filter(None, found), None),
                objective_word=channel,
                budget_level=t.BudgetLevel.CAMPAIGN,
                ad_groups=tuple(self._groups(int(own["id"]), _has_partners(own))),
            )

    def _groups(self, campaign: int, with_partners: bool) -> Iterator[t.RemoteAdGroup]:
        places = [row["campaign_criterion"] for row in self.places.take(campaign)]
        people = _by(self.people.take(campaign), "ad_group")
        ads, links = _by(self.group_ads.take(campaign), "ad_group"), _by(self.links.take(campaign), "asset_group")
        for row in self.groups.take(campaign):
            number = row["ad_group"]["id"]
            aim = aim_of([*places, *(one["ad_group_criterion"] for one in people[number])], with_partners=with_partners)
            said = tuple(self.contents.of_ad(self.reader.ad(ad), ad["ad_group_ad"]["ad"]) for ad in ads[number])
            yield _with_aim(self.reader.ad_group(row), aim, said)
        for row in self.asset_groups.take(campaign):
            ad = self.contents.of_group(self.reader.asset_group(row, as_ad=True), row, links[row["asset_group"]["id"]])
            yield _with_aim(self.reader.asset_group(row), aim_of(places), (ad,))


def _with_aim(observed: t.Observed, aim: t.Targeting, ads: tuple[t.RemoteAd, ...]) -> t.RemoteAdGroup:
    return t.RemoteAdGroup(observed, aim.countries, aim.age_min, aim.age_max, ads, aim)


def _has_partners(campaign: Row) -> bool:
    return bool(campaign.get("network_settings", {}).get("target_search_network"))


def _by(rows: Iterable[Row], kind: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[kind]["id"]].append(row)
    return found

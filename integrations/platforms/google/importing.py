"""Reads whole campaigns, with the texts of their ads and whom they are shown to, for importing what exists.

Two to eight queries, whatever the size of the account; besides campaigns only the addresses of pictures are held whole.
Google keeps no purpose, so it is told from the kind of campaign and its bidding, and left open where these fit several.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from integrations import types as t
from integrations.platforms.google import contents, geo, queries, reading
from integrations.platforms.google.client import Ads

Row = Mapping[str, Any]
_ASSET_GROUP = (*queries.ASSET_GROUP, "asset_group.final_urls")
_AD = (*queries.AD, *contents.AD_FIELDS)
_PLACES = ("campaign.id", "campaign_criterion.location.geo_target_constant", "campaign_criterion.negative")
_PEOPLE = (
    "campaign.id", "ad_group.id", "ad_group_criterion.type", "ad_group_criterion.negative",
    "ad_group_criterion.age_range.type", "ad_group_criterion.location.geo_target_constant",
)  # fmt: skip
_PEOPLE_KINDS = "ad_group_criterion.type IN ('AGE_RANGE', 'LOCATION')"
_PLACE_KIND = "campaign_criterion.type = 'LOCATION'"
_LINKED = "asset_group_asset.status != 'REMOVED'"
_AGES = {geo.age_range(low, high): (low, high) for low, high in geo.AGES}
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
        self.people = rows(_PEOPLE, "ad_group_criterion", _PEOPLE_KINDS, wanted=has_groups)
        self.asset_groups = rows(_ASSET_GROUP, "asset_group", wanted=has_sets)
        self.links = rows(contents.LINK_FIELDS, "asset_group_asset", _LINKED, wanted=has_sets)
        self.places = rows(_PLACES, "campaign_criterion", _PLACE_KIND, wanted=bool(self.campaigns))

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
                ad_groups=tuple(self._groups(int(own["id"]))),
            )

    def _groups(self, campaign: int) -> Iterator[t.RemoteAdGroup]:
        countries = _countries(row["campaign_criterion"] for row in self.places.take(campaign))
        criteria = _by(self.people.take(campaign), "ad_group")
        ads, links = _by(self.group_ads.take(campaign), "ad_group"), _by(self.links.take(campaign), "asset_group")
        for row in self.groups.take(campaign):
            number = row["ad_group"]["id"]
            yield self._ad_group(row, ads[number], [one["ad_group_criterion"] for one in criteria[number]], countries)
        for row in self.asset_groups.take(campaign):
            ad = self.contents.of_group(self.reader.asset_group(row, as_ad=True), row, links[row["asset_group"]["id"]])
            yield t.RemoteAdGroup(self.reader.asset_group(row), countries, ads=(ad,))

    def _ad_group(
        self, row: Row, ads: Sequence[Row], criteria: list[Row], countries: tuple[str, ...]
    ) -> t.RemoteAdGroup:
        age_min, age_max = _ages(criteria)
        return t.RemoteAdGroup(
            observed=self.reader.ad_group(row),
            countries=_countries(criteria) or countries,
            age_min=age_min,
            age_max=age_max,
            ads=tuple(self.contents.of_ad(self.reader.ad(ad), ad["ad_group_ad"]["ad"]) for ad in ads),
        )


def _by(rows: Iterable[Row], kind: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[kind]["id"]].append(row)
    return found


def _countries(criteria: Iterable[Row]) -> tuple[str, ...]:
    constants = [one.get("location", {}).get("geo_target_constant", "") for one in criteria if not one.get("negative")]
    return tuple(filter(None, map(geo.country_of, constants)))


def _ages(criteria: Iterable[Row]) -> tuple[int | None, int | None]:
    """Return the ages that are left when the brackets that are shut out are taken away; None, None for everybody."""
    words = {one["age_range"].get("type_", "") for one in criteria if one.get("negative") and "age_range" in one}
    left = [ages for word, ages in _AGES.items() if word not in words]
    if not words & set(_AGES) or not left:
        return None, None
    lowest, highest = min(low for low, _ in left), max(high for _, high in left)
    return lowest, None if highest > 99 else highest

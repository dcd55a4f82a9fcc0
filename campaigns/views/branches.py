"""The rows of a page of the list, with what is open below them, and their figures; a few queries for each depth."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import analytics.selectors
import creatives.selectors
from analytics.selectors import Asked, Dimension, Shown
from analytics.wording import Noun
from campaigns import selectors
from campaigns.views.rows import Row, Writer
from tenants.place import Place

MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class Tree:
    """What rows are drawn with: which are open, what is asked of their figures, the words."""

    opened: frozenset[UUID]
    asked: Asked
    noun: Noun
    place: Place

    def campaigns(self, ids: Sequence[int], shown: Shown) -> list[Row]:
        """Return the campaigns' rows in the order of the keys, each followed by what is open below it."""
        found = selectors.list_campaigns(status="all").filter(pk__in=ids)
        campaigns = {campaign.pk: campaign for campaign in found}
        below = self._parts([campaign.uuid for campaign in campaigns.values() if campaign.uuid in self.opened])
        writer = Writer(shown, self.noun, self.place)
        rows = [campaigns[pk] for pk in ids if pk in campaigns]
        return [
            row
            for campaign in rows
            for row in _family(
                writer.campaign(campaign, is_open=campaign.uuid in self.opened), below.get(campaign.uuid, [])
            )
        ]

    def _parts(self, parents: Collection[UUID]) -> dict[UUID, list[Row]]:
        if not parents:
            return {}
        parts = list(selectors.list_parts(parents))
        below = self._ad_groups([part.uuid for part in parts if part.uuid in self.opened])
        writer = self._writer(Dimension.PLATFORM_CAMPAIGN, parts)
        found: dict[UUID, list[Row]] = {}
        for part in parts:
            row = writer.part(part, is_open=part.uuid in self.opened)
            found.setdefault(part.campaign.uuid, []).extend(_family(row, below.get(part.uuid, [])))
        return found

    def _ad_groups(self, parents: Collection[UUID]) -> dict[UUID, list[Row]]:
        if not parents:
            return {}
        groups = list(selectors.list_ad_groups(parents))
        below = self._ads([group.uuid for group in groups if group.uuid in self.opened])
        writer = self._writer(Dimension.AD_GROUP, groups)
        found: dict[UUID, list[Row]] = {}
        for group in groups:
            row = writer.ad_group(group, is_open=group.uuid in self.opened)
            found.setdefault(group.platform_campaign.uuid, []).extend(_family(row, below.get(group.uuid, [])))
        return found

    def _ads(self, parents: Collection[UUID]) -> dict[UUID, list[Row]]:
        if not parents:
            return {}
        ads = list(selectors.list_ads(parents))
        assets = creatives.selectors.get_assets_by_id([ad.asset_id for ad in ads if ad.asset_id])
        writer = self._writer(Dimension.AD, ads)
        found: dict[UUID, list[Row]] = {}
        for ad in ads:
            found.setdefault(ad.ad_group.uuid, []).append(writer.ad(ad, assets.get(ad.asset_id)))
        return found

    def _writer(self, dimension: Dimension, rows: Sequence) -> Writer:
        with_days = dimension == Dimension.PLATFORM_CAMPAIGN
        ids = [row.pk for row in rows]
        shown = analytics.selectors.read_rows(self.asked, dimension, ids, with_days=with_days)
        return Writer(shown, self.noun, self.place)


def read_opened(values: Collection[str]) -> frozenset[UUID]:
    """Return the ids of the rows that an address wants open; what is no id is left out."""
    found = set()
    for value in list(values)[:MOST_OPEN]:
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return frozenset(found)


def _family(row: Row, below: list[Row]) -> list[Row]:
    return [row, *below]

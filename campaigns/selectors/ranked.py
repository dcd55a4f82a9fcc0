"""Campaigns in an order that is known already, cut into pages."""

from collections.abc import Sequence

from campaigns.models import Campaign
from campaigns.selectors.campaigns import list_campaigns


class Ranked(Sequence[Campaign]):
    """The campaigns with these keys in this order; a page of them is read when it is cut out."""

    def __init__(self, ids: Sequence[int]):
        self.ids = ids

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, place):
        """Return a page of them, with their parts, in three queries; one that is gone is left out."""
        ids = self.ids[place] if isinstance(place, slice) else [self.ids[place]]
        found = {one.pk: one for one in list_campaigns(status="all").filter(pk__in=ids)}
        rows = [found[pk] for pk in ids if pk in found]
        return rows if isinstance(place, slice) else rows[0]

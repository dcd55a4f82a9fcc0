"""One ad's figures split by a part of its audience, so that they add up at every level; or passed on whole."""

from collections.abc import Iterator

from .. import currencies
from ..market.audience import By, Figures, Part, split, split_results
from ..market.noise import make_key
from .call import Call
from .crowds import DEVICES, list_parts_of


class Splitter:
    """Made once for a query: the parts of each group's audience are worked out once. Without `by` nothing is split."""

    def __init__(self, call: Call, by: By | None) -> None:
        self.call, self.by = call, by
        self.unit = currencies.minor_micros(call.account.data["currency"]) if by else 1
        self._parts: dict[str, tuple[Part, ...]] = {}

    def delivery(self, ad: str, day: str, hour: int, numbers: list[int]) -> Iterator[tuple[str, list[int]]]:
        """Yield (part, impressions, clicks and cost)."""
        parts = self._of(ad)
        if not parts:
            yield "", numbers
            return
        for name, one in split(Figures(*numbers), parts, self._key(ad, day, hour), unit=self.unit).items():
            yield self._word(name), [one.impressions, one.clicks, one.spend]

    def results(self, ad: str, day: str, hour: int, what: str, numbers: list[int]) -> Iterator[tuple[str, int, int]]:
        """Yield (part, count, value) of the results of one kind, `what`."""
        parts = self._of(ad)
        if not parts:
            yield "", *numbers
            return
        found = split_results(*numbers, parts, self._key(ad, day, hour, what), unit=self.unit)
        for name, (results, value) in found.items():
            yield self._word(name), results, value

    def _word(self, part: str) -> str:
        """Return Google's word where it joins several parts in one."""
        return DEVICES.get(part, "OTHER") if self.by == By.DEVICE else part

    def _key(self, *parts: str | int) -> int:
        return make_key(self.call.world.config.seed, *parts, self.by)

    def _of(self, ad_id: str) -> tuple[Part, ...]:
        if self.by is None:
            return ()
        store = self.call.store
        ad = store.get(ad_id, "google.ad_group_ad")
        if ad is not None and ad.parent not in self._parts:
            group = store.get(ad.parent, "google.ad_group", "google.asset_group")
            campaign = store.get(group.parent, "google.campaign") if group else None
            known = group is not None and campaign is not None
            self._parts[ad.parent] = list_parts_of(self.call.world, campaign, group, self.by) if known else ()
        return self._parts[ad.parent] if ad else ()

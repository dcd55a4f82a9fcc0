"""Groups of metrics as the API writes them, a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import campaigns.selectors
import integrations.selectors
from analytics import selectors
from analytics.schemas import EstimateOut, MetricsOut, MetricsRow, Named, OwnValue, ReachRow, Split
from analytics.selectors import NOT_BY_AD, Group, Question, Reach
from analytics.types import Metrics

OBJECTS = (Split.ACCOUNT, Split.CAMPAIGN, Split.PLATFORM_CAMPAIGN, Split.AD_GROUP, Split.AD)
"""From the widest to the finest."""

Names = Mapping[Split, Mapping[int, Any]]


@dataclass
class Rows:
    """The rows of a question; only those that are asked for are read, and the number of all is known then."""

    question: Question
    by: Sequence[Split]
    campaign: Any
    own: Sequence[Any]
    total: int = field(default=0, init=False)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, some: slice) -> list[MetricsRow]:
        found = selectors.list_groups(self.question, offset=some.start, limit=some.stop - some.start)
        self.total = found.total
        names = self._names([group.key for group in found.rows])
        return [self._row(group, names, found.basis) for group in found.rows]

    def _row(self, group: Group, names: Names, basis: str) -> MetricsRow:
        own = [
            OwnValue(id=each.uuid, name=each.name, unit=str(each.unit), value=_value(each, group.metrics))
            for each in self.own
        ]
        return MetricsRow(
            **self._labels(group.key, names),
            metrics=MetricsOut.of(group.metrics),
            previous=MetricsOut.of(group.previous) if group.previous else None,
            basis=basis,
            estimate=EstimateOut.of(group.estimate),
            own=own,
        )

    def _labels(self, key: tuple, names: Names) -> dict[str, Any]:
        labels: dict[str, Any] = {}
        for split, value in zip(self.by, key, strict=True):
            if split in OBJECTS:
                found = names[split].get(value)
                labels[split.value] = Named(id=found.uuid, name=found.name) if found else None
                labels["not_by_ad"] = labels.get("not_by_ad", False) or value == NOT_BY_AD
            else:
                labels[split.value] = names[split].get(value) if split == Split.ACTION else value
        finest = [labels[each] for each in OBJECTS if each in self.by][-1:]
        return labels | ({"id": finest[0].id, "name": finest[0].name} if finest and finest[0] else {})

    def _names(self, keys: Iterable[tuple]) -> Names:
        """Return what the ids in these keys are called outside; a query for accounts, one for campaigns, one for actions."""
        every = list(keys)
        return {
            split: self._named(split, {key[place] for key in every} - {None, NOT_BY_AD})
            for place, split in enumerate(self.by)
        }

    def _named(self, split: Split, ids: set[int]) -> Mapping[int, Any]:
        if split == Split.ACTION:
            return selectors.list_action_names(ids)
        if split == Split.ACCOUNT:
            return integrations.selectors.list_ad_accounts(include_disconnected=True).in_bulk(ids)
        if split == Split.CAMPAIGN:
            return _campaigns(ids)
        return {each.pk: each for each in _parts(self.campaign, split)} if split in OBJECTS else {}


@dataclass(frozen=True, slots=True)
class ReachRows:
    """The rows of reach; only those that are asked for are written out."""

    found: Sequence[Reach]

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, some: slice) -> list[ReachRow]:
        rows = self.found[some]
        return ReachRow.all_of(rows, _campaigns({row.campaign_id for row in rows if row.campaign_id}))


def _campaigns(ids: set[int]) -> Mapping[int, Any]:
    return campaigns.selectors.list_campaigns(status="all", with_parts=False).in_bulk(ids)


def _parts(campaign: Any, split: Split) -> list[Any]:
    parts = list(campaign.platform_campaigns.all())
    groups = [group for part in parts for group in part.ad_groups.all()]
    ads = [ad for group in groups for ad in group.ads.all()]
    return {Split.PLATFORM_CAMPAIGN: parts, Split.AD_GROUP: groups, Split.AD: ads}[split]


def _value(figure: Any, metrics: Metrics) -> float | None:
    value = figure.evaluate(metrics)
    return None if value is None else float(value)

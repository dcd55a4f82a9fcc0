"""What the keys of groups are called: ids become names, a query for each kind of object."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import campaigns.selectors
import creatives.selectors
import integrations.selectors
from analytics import selectors
from analytics.selectors import NOT_BY_AD
from analytics.types import OBJECTS, Split


@dataclass(frozen=True, slots=True)
class Label:
    """What one key of a row is called.

    `value` is the key itself where it is no object's (a day, a platform, a country, a headline); `uuid` is an object's id
    outside, and `campaign` that of the campaign it belongs to. An object that is not imported yet, or a picture that is not
    in the library any more, has neither name nor id.
    `is_rest` marks what a campaign's ads do not explain.
    """

    split: Split
    value: Any = None
    name: str = ""
    uuid: UUID | None = None
    campaign: UUID | None = None
    is_rest: bool = False

    @property
    def is_object(self) -> bool:
        """Return whether it stands for an account, a campaign, a part of one, or a picture or video of the library."""
        return self.split in OBJECTS


def label_keys(by: Sequence[Split], keys: Iterable[tuple]) -> list[tuple[Label, ...]]:
    """Return the labels of each key; a query for each kind of object among the splits."""
    every = list(keys)
    known = {split: _names(split, {key[place] for key in every}) for place, split in enumerate(by)}
    return [tuple(_label(split, value, known[split]) for split, value in zip(by, key, strict=True)) for key in every]


def _label(split: Split, value: Any, known: Mapping[Any, Any]) -> Label:
    if split == Split.ACTION:
        return Label(split, value, known.get(value, ""))
    if split not in OBJECTS:
        return Label(split, value, "" if value is None else str(value))
    found = known.get(value)
    if found is None:
        return Label(split, value, is_rest=value == NOT_BY_AD)
    return Label(split, value, found.name, found.uuid, getattr(found, "campaign_uuid", None))


def _names(split: Split, values: set) -> Mapping[Any, Any]:
    ids = values - {None, NOT_BY_AD}
    return _READERS[split](ids) if split in _READERS and ids else {}


def _accounts(ids: set[int]) -> Mapping[int, Any]:
    return integrations.selectors.list_ad_accounts(include_disconnected=True).in_bulk(ids)


_READERS: dict[Split, Callable[[set], Mapping[Any, Any]]] = {
    Split.ACTION: selectors.list_action_names,
    Split.ACCOUNT: _accounts,
    Split.CAMPAIGN: campaigns.selectors.name_campaigns,
    Split.PLATFORM_CAMPAIGN: campaigns.selectors.name_parts,
    Split.AD_GROUP: campaigns.selectors.name_ad_groups,
    Split.AD: campaigns.selectors.name_ads,
    Split.IMAGE: creatives.selectors.name_assets,
    Split.VIDEO: creatives.selectors.name_assets,
}

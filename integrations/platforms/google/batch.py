"""A batch of operations for one atomic mutate: new objects bear negative ids, so that they can name one another.

Ids are unique over all types; operations are kept together by type, parents before what names them. Both are Google's
conditions: https://developers.google.com/google-ads/api/docs/mutating/overview
"""

from collections.abc import Iterator, Mapping
from typing import Any

from integrations.types import ObjectKind

_ORDER = (
    "campaign_budget", "campaign", "campaign_criterion", "campaign_conversion_goal", "asset", "campaign_asset", "ad_group",
    "ad_group_criterion", "ad_group_ad", "ad", "asset_group", "asset_group_asset",
)  # fmt: skip
_COLLECTIONS = {
    "campaign_budget": "campaignBudgets",
    "campaign": "campaigns",
    "asset": "assets",
    "ad_group": "adGroups",
    "asset_group": "assetGroups",
}
Target = tuple[ObjectKind, str]
"""What of the plan an operation makes: its kind, and the key of the ad group or ad."""


class Batch:
    """Operations for one customer."""

    def __init__(self, customer_id: str):
        self.customer_id = customer_id
        self._made: dict[str, list[tuple[dict[str, Any], tuple[Target, ...]]]] = {kind: [] for kind in _ORDER}
        self._last = 0

    def create(self, kind: str, fields: Mapping[str, Any], *targets: Target) -> str:
        """Add an object; return its temporary resource name ("" for kinds that nothing else names)."""
        name = ""
        if kind in _COLLECTIONS:
            self._last -= 1
            name = f"customers/{self.customer_id}/{_COLLECTIONS[kind]}/{self._last}"
            fields = {"resource_name": name, **fields}
        self._made[kind].append(({f"{kind}_operation": {"create": dict(fields)}}, targets))
        return name

    def update(self, kind: str, fields: Mapping[str, Any], *paths: str) -> None:
        """Add a change of the named fields."""
        changed = {"update": dict(fields), "update_mask": {"paths": list(paths)}}
        self._made[kind].append(({f"{kind}_operation": changed}, ()))

    def created(self, resource_name: str) -> dict[str, Any]:
        """Return the fields of an object that this batch makes."""
        return next(fields for fields in self._creations() if fields.get("resource_name") == resource_name)

    def forget(self, resource_name: str) -> None:
        """Take an object out of the batch again."""
        for kind, made in self._made.items():
            word = f"{kind}_operation"
            made[:] = [one for one in made if one[0][word].get("create", {}).get("resource_name") != resource_name]

    def _creations(self) -> Iterator[dict[str, Any]]:
        for kind, made in self._made.items():
            yield from (one[f"{kind}_operation"].get("create", {}) for one, _ in made)

    def remove(self, kind: str, resource_name: str) -> None:
        """Add a removal; removals stand before the other operations of their kind."""
        self._made[kind].insert(0, ({f"{kind}_operation": {"remove": resource_name}}, ()))

    @property
    def operations(self) -> list[dict[str, Any]]:
        """Return all operations in the order in which they are sent."""
        return [operation for kind in _ORDER for operation, _ in self._made[kind]]

    @property
    def targets(self) -> list[tuple[Target, ...]]:
        """Return what each operation makes, in the same order."""
        return [targets for kind in _ORDER for _, targets in self._made[kind]]

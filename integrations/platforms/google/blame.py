"""Which ads of a plan a refusal means, by the operations that Google names in it. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from integrations.platforms.google.batch import Batch
from integrations.platforms.google.errors import Refused
from integrations.types import ObjectKind


def name_ads(refused: Refused, batch: Batch) -> dict[str, str]:
    """Return the ads (key and why) that are all that a batch was refused for; empty where anything else is."""
    owners = _list_owners(batch)
    said: dict[str, list[str]] = defaultdict(list)
    for place, words in refused.causes:
        keys = owners[place] if place is not None and place < len(owners) else set()
        if not keys:
            return {}
        for key in keys:
            said[key].append(words)
    return {key: f"Google refused: {' '.join(dict.fromkeys(texts))}" for key, texts in said.items()}


def _list_owners(batch: Batch) -> list[set[str]]:
    """Return for each operation the ads that cannot be made without it, and nothing else needs."""
    operations, targets = batch.operations, batch.targets
    owners = [{key for kind, key in made if kind == ObjectKind.AD} for made in targets]
    made = [_fields(operation) for operation in operations]
    groups = {fields.get("resource_name"): owners[place] for place, fields in enumerate(made) if owners[place]}
    users: dict[str, list[set[str]]] = defaultdict(list)
    for place in reversed(range(len(operations))):  # what uses an asset stands after it
        fields = made[place]
        if "asset_group_asset_operation" in operations[place]:
            owners[place] = groups.get(fields.get("asset_group"), set())
        elif "asset_operation" in operations[place]:
            used = users[fields.get("resource_name", "")]
            owners[place] = set().union(*used) if used and all(used) else set()
        for name in set(_names(fields)):
            users[name].append(owners[place])
    return owners


def _fields(operation: Mapping[str, Any]) -> Mapping[str, Any]:
    (inner,) = operation.values()
    return inner.get("create") or inner.get("update") or {}


def _names(value: Any) -> Iterator[str]:
    """Yield the resource names of new objects that fields mention, their own left out."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name != "resource_name":
                yield from _names(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _names(part)
    elif isinstance(value, str) and value.startswith("customers/") and "/-" in value:
        yield value

"""What platforms call the interests, towns and lists that were found on them, so that a page can name a key.

A memory, not a record: what was found is remembered for a year by ad account, and a key without a name is shown as a
number. Documents hold keys only, so that what we want and what a platform has can be compared.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.cache import cache

from integrations.models import AdAccount
from integrations.types import TargetingKind, TargetingOption

YEAR_S = 365 * 24 * 3600
NAMES_MOST = 2000


def remember(account: AdAccount, kind: TargetingKind, options: Iterable[TargetingOption]) -> None:
    """Remember what was found; twice is once. Two at the same time may forget what one of them found."""
    known, found = target_names(account, kind), {option.key: option.name for option in options}
    if all(known.get(key) == name for key, name in found.items()):
        return
    kept = {key: name for key, name in known.items() if key not in found} | found
    cache.set(_address(account, kind), dict(list(kept.items())[-NAMES_MOST:]), YEAR_S)


def target_names(account: AdAccount, kind: TargetingKind) -> Mapping[str, str]:
    """Return the names of an account's keys of a kind, as far as they were ever found."""
    return cache.get(_address(account, kind)) or {}


def target_names_of(accounts: Iterable[AdAccount]) -> dict[tuple[UUID, TargetingKind], Mapping[str, str]]:
    """Return the names of several accounts' keys of every kind, as far as they were ever found; one question."""
    addresses = {(account.uuid, kind): _address(account, kind) for account in accounts for kind in TargetingKind}
    found = cache.get_many(addresses.values()) if addresses else {}
    return {about: found.get(address) or {} for about, address in addresses.items()}


def _address(account: AdAccount, kind: TargetingKind) -> str:
    return f"targets:{account.uuid}:{kind.value}"

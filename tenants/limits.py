"""How much an organisation may have. Everything, until billing registers a provider."""

from collections.abc import Callable

from tenants.errors import Forbidden
from tenants.models import Organization

Provider = Callable[[Organization, str], "tuple[int, int, str | None] | None"]
"""(organisation, what) -> (limit, used, the plan that allows more), or None for no limit."""

_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Let a higher app say what the limits are; the only provider wins."""
    _providers[:] = [provider]
    return provider


def check(organization: Organization, what: str, *, adding: int = 1) -> None:
    """Raise Forbidden, with the plan that would allow it, when `adding` more of `what` would be too many.

    `what` is a plural: ad_accounts, members, campaigns. Call it in the transaction that adds, after locking what is
    counted.
    """
    for provider in _providers:
        found = provider(organization, what)
        if found and found[1] + adding > found[0]:
            limit, _, upgrade_to = found
            words = what.replace("_", " ")
            raise Forbidden(f"All {limit} {words} of your plan are in use.", upgrade_to=upgrade_to)

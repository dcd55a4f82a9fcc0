"""What was done to a campaign: all of it, or to one part, ad group or ad."""

from uuid import UUID

from django.db.models import Count, Window
from django.http import HttpRequest

from campaigns import selectors
from campaigns.models import Campaign, Closure, PlatformCampaign
from campaigns.services.words import platform_name
from campaigns.types import ChangeState

SHOWN, CLOSURES_SHOWN = 8, 5


def timeline(request: HttpRequest, campaign: Campaign, parts: list[PlatformCampaign]) -> dict:
    """Return the newest entries (`of`: of one object), how many there are, and the newest of all when it failed."""
    objects = _objects(parts)
    target = request.GET.get("of", "")
    target = target if any(target == key for key, _ in objects) else ""
    newest = selectors.list_changes(campaign=campaign)
    found = selectors.list_changes(campaign=campaign, target=UUID(target)) if target else newest
    changes = list(found.annotate(count=Window(Count("pk")))[:SHOWN])
    last = newest.first() if target else next(iter(changes), None)
    return {
        "changes": changes,
        "change_count": changes[0].count if changes else 0,
        "failed": last if last and last.state == ChangeState.FAILED else None,
        "objects": objects,
        "of": target,
        "closures": _closures(campaign),
    }


def _objects(parts: list[PlatformCampaign]) -> list[tuple[str, str]]:
    """Return the parts, their ad groups and ads by their ids, as a choice."""
    found = []
    for part in parts:
        name = platform_name(part.platform)
        found.append((str(part.uuid), f"{name}, {part.account.name}" if len(parts) > 1 else name))
        for group in part.ad_groups.all():
            found.append((str(group.uuid), f"Ad group {group.name}"))
            found += [(str(ad.uuid), f"Ad {ad.name}") for ad in group.ads.all()]
    return found


def _closures(campaign: Campaign) -> list[Closure]:
    """Return the newest days on which it was, is or will be closed."""
    return list(selectors.list_closures(campaign=campaign).reverse()[:CLOSURES_SHOWN])

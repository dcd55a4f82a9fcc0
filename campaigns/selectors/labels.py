"""Labels and tags."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from campaigns.models import Campaign, Label
from campaigns.selectors.conditions import ENDED
from tenants.errors import NotFound


def list_labels() -> QuerySet[Label]:
    """Return the labels by name, with `count`: how many campaigns that have not ended lie in each."""
    counted = Count("campaigns", filter=~Q(campaigns__status__in=ENDED))
    return Label.objects.annotate(count=counted).order_by(Lower("name"), "id")


def get_label(uuid: UUID) -> Label:
    """Return a label; raises NotFound."""
    found = list_labels().filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such label here.")
    return found


def list_tags() -> list[tuple[str, int]]:
    """Return each tag with how many campaigns have it, by name; one query."""
    tags = Campaign.objects.exclude(tags=[]).order_by().values_list("tags", flat=True)
    return count_tags(tags)


def count_tags(found: Iterable[list[str]]) -> list[tuple[str, int]]:
    """Return each tag of these campaigns' with how many have it, by name."""
    counts = Counter(tag for tags in found for tag in tags)
    return sorted(counts.items(), key=lambda pair: pair[0].casefold())

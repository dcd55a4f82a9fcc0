"""Tags of assets: words by which the figures of all ads that show them can be looked at."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from creatives.models import Asset
from creatives.types import MOST_TAGS, TAG_LENGTH
from tenants.errors import Invalid
from tenants.services import record_audit
from tenants.types import Actor


def set_tags(asset: Asset, tags: Iterable[str], actor: Actor, now: datetime) -> Asset:
    """Give an asset these tags and no others; return it. The same tags again change and record nothing.

    Tags are put into small letters, once each, in the order of the alphabet. Raises Invalid for `tags`.
    """
    wanted = clean_tags(tags)
    with transaction.atomic():
        kept = Asset.objects.select_for_update().get(pk=asset.pk)
        if kept.tags != wanted:
            detail = {"before": kept.tags, "after": wanted}
            kept.tags = wanted
            kept.save(update_fields=["tags"])
            record_audit(action="asset.tagged", actor=actor, target=kept, detail=detail, now=now)
    return kept


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Return tags as they are kept. Raises Invalid for `tags`: too many, too long, or with what cannot stand in one."""
    found = sorted({clean for tag in tags if (clean := " ".join(tag.split()).lower())})
    if len(found) > MOST_TAGS:
        raise Invalid({"tags": f"{len(found)} tags; {MOST_TAGS} fit."})
    for tag in found:
        if len(tag) > TAG_LENGTH:
            raise Invalid({"tags": f"“{tag[:TAG_LENGTH]}…” has {len(tag)} characters; {TAG_LENGTH} fit."})
        if not tag.isprintable():
            raise Invalid({"tags": "A tag contains a character that cannot be shown."})
        if "," in tag:
            raise Invalid({"tags": "A tag has no comma in it: that is what stands between tags."})
    return found

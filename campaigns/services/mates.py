"""Ads that are added together: a change each, and on some platforms made in one call, by the first of them.

The first change in flight of a set and an ad group makes the ads of all of them, under its own name. The others wait for
it; then they find what was made, or why it was refused. So no two workers make the same ad, however they come about it.
"""

from django.db.models import Q, QuerySet

from campaigns.models import Ad, Change
from campaigns.services.together import RETRY_S, NotYet
from campaigns.types import IN_FLIGHT, ChangeKind, ObjectStatus, TargetKind
from integrations.errors import InvalidRequest
from integrations.types import Platform

AT_ONCE = (Platform.GOOGLE,)
"""Platforms on which one call makes any number of ads."""
WAITS = "It is made together with the ads before it."
REFUSED = "No ad of it can be made: the platform refused them. Change what they say; then they are made."


def ads_of(change: Change) -> list[Ad]:
    """Return the ads that the change of an ad makes: its own, and those of its mates that come after it; read anew."""
    wanted = Q(uuid=change.target_id)
    if change.platform in AT_ONCE:
        wanted |= Q(uuid__in=_mates(change).filter(state__in=IN_FLIGHT, pk__gt=change.pk).values("target_id"))
    return list(Ad.objects.filter(wanted).order_by("pk"))


def unheard_of(change: Change) -> list[Ad]:
    """Return the ads that a change may have made for itself and its mates, whatever became of those changes since."""
    if change.platform not in AT_ONCE or change.target_kind != TargetKind.AD:
        return []
    unmade = Ad.objects.filter(uuid__in=_mates(change).values("target_id"), external_id="", gone_at=None)
    return list(unmade.exclude(status=ObjectStatus.REJECTED).order_by("pk"))


def refuse_to_overtake(change: Change) -> None:
    """Raise NotYet while an earlier change of the set may be making this one's ad as well."""
    earlier = _mates(change).filter(state__in=IN_FLIGHT, pk__lt=change.pk)
    if change.platform in AT_ONCE and earlier.exists():
        raise NotYet(WAITS, retry_after_s=RETRY_S)


def refuse_refused(change: Change) -> None:
    """Raise InvalidRequest, with the platform's words, where the change's own ad is one that the platform refused."""
    ad = Ad.objects.filter(uuid=change.target_id).first()
    if ad and ad.status == ObjectStatus.REJECTED and not ad.external_id:
        raise InvalidRequest(ad.reason or REFUSED)


def has_begun(change: Change) -> bool:
    """Return whether a mate has begun to work, and may have made this one's ad."""
    mates = _mates(change).exclude(pk=change.pk)
    return change.platform in AT_ONCE and mates.filter(Q(attempts__gt=0) | Q(launch_steps__attempts__gt=0)).exists()


def _mates(change: Change) -> QuerySet[Change]:
    """Return the changes of a set that make ads in the same ad group, the given one among them."""
    group = Ad.objects.filter(ad_group__ads__uuid=change.target_id).values("uuid")
    changes = Change.objects.filter(change_set=change.change_set_id, kind=ChangeKind.LAUNCH, target_kind=TargetKind.AD)
    return changes.filter(target_id__in=group).order_by()

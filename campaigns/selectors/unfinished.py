"""What an addition that has not got through leaves: ads that were made, and that nobody has switched on."""

from django.db.models import Exists, OuterRef, Q

from campaigns.models import Change
from campaigns.types import IN_FLIGHT, ChangeKind, ChangeState, ObjectStatus


def was_never_switched_on() -> Q:
    """Return the condition, on ads: of an ad group that is still being added, or whose addition failed and that is off.

    Such an ad is off on its platform, though it is to run with its ad group. That is no drift: nobody changed it there.
    """
    own = Change.objects.filter(target_id=OuterRef("ad_group__uuid"), kind=ChangeKind.LAUNCH).order_by()
    begun = Exists(own) & ~Exists(own.filter(state=ChangeState.APPLIED))
    is_off = Q(ad_group__status=ObjectStatus.PAUSED) | Q(Exists(own.filter(state__in=IN_FLIGHT)))
    return Q(begun) & is_off

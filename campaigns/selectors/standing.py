"""What a launch made and left standing on its platform."""

from collections.abc import Iterator
from dataclasses import dataclass

from campaigns.models import Ad, AdGroup, PlatformCampaign
from campaigns.types import ObjectStatus, StepState
from integrations import types

SWITCH = "switch"
"""The keys of the steps that switch on begin so: switch:campaign:<uuid>."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that a launch made and that stands on the platform; `external_id` "" where its answer was lost."""

    kind: types.ObjectKind
    name: str
    external_id: str
    is_on: bool = False


def may_be_running(part: PlatformCampaign) -> bool:
    """Return whether a launch that did not finish may have switched the campaign on all the same."""
    if part.launched_at is not None:
        return False
    last = f"{SWITCH}:{types.ObjectKind.CAMPAIGN}:"
    tried = part.launch_steps.filter(key__startswith=last, state__in=[StepState.TRYING, StepState.DONE])
    return tried.exists() or bool(part.external_id and part.observed_status == types.RunStatus.ACTIVE)


def is_deleted(part: PlatformCampaign) -> bool:
    """Return whether something that a launch made was deleted on the platform since: it cannot be finished any more."""
    return any(row.gone_at for _, row in objects_of(part))


def list_standing(part: PlatformCampaign) -> list[Standing]:
    """Return what an unfinished launch left on the platform: the campaign first; what was lost stands without an id."""
    found = [
        Standing(
            ref.kind, row.observed_name or row.name, ref.external_id, row.observed_status == types.RunStatus.ACTIVE
        )
        for ref, row in objects_of(part)
        if ref.external_id
    ]
    lost = part.launch_steps.filter(state=StepState.TRYING, external_id="").exclude(makes="")
    return [*reversed(found), *(Standing(types.ObjectKind(step.makes), step.label, "") for step in lost)]


def objects_of(part: PlatformCampaign) -> Iterator[tuple[types.ObjectRef, PlatformCampaign | AdGroup | Ad]]:
    """Yield what a part consists of on its platform, ads first, the campaign last; read anew."""
    part = PlatformCampaign.objects.prefetch_related("ad_groups__ads").get(pk=part.pk)
    for group in part.ad_groups.all():
        for ad in group.ads.all():
            if ad.status != ObjectStatus.REJECTED:
                yield types.ObjectRef(types.ObjectKind.AD, ad.external_id), ad
        yield types.ObjectRef(types.ObjectKind.AD_GROUP, group.external_id), group
    yield types.ObjectRef(types.ObjectKind.CAMPAIGN, part.external_id), part

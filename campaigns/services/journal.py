"""The journal of a launch: its steps, what they made, and what stands on the platform when it stopped."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from campaigns.models import Ad, AdGroup, LaunchStep, PlatformCampaign
from campaigns.types import ObjectStatus, StepState
from integrations import types

CHECK = "check"
SWITCH = "switch"
MADE: dict[types.ObjectKind, Any] = {
    types.ObjectKind.CAMPAIGN: PlatformCampaign,
    types.ObjectKind.AD_GROUP: AdGroup,
    types.ObjectKind.AD: Ad,
}
SWITCH_WORDS = {types.ObjectKind.AD: "Switch the ad on", types.ObjectKind.AD_GROUP: "Switch the ad group on"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that a launch made and that stands on the platform; `external_id` "" where its answer was lost."""

    kind: types.ObjectKind
    name: str
    external_id: str
    is_on: bool = False


def write_journal(part: PlatformCampaign, steps: list[types.Step]) -> list[LaunchStep]:
    """Write all steps down: the platform's, then looking at what was made, then switching on, the campaign last."""
    rows = [
        LaunchStep(
            platform_campaign=part,
            key=step.key,
            label=step.label[:254],
            makes=step.makes or "",
            target_key=step.target_key,
        )
        for step in steps
    ]
    rows += [_own(part, CHECK, "Look at what was made"), *_switches(part)]
    for position, row in enumerate(rows):
        row.position = position
    return LaunchStep.objects.bulk_create(rows)


def store_result(part: PlatformCampaign, row: LaunchStep, result: types.StepResult) -> None:
    """Store in one transaction that a step is done, what it made, and what came with it."""
    with transaction.atomic():
        LaunchStep.objects.filter(pk=row.pk).update(
            state=StepState.DONE, external_id=result.external_id, extra=dict(result.extra), error=""
        )
        if row.makes:
            made = types.Made(types.ObjectKind(row.makes), row.target_key, result.external_id)
            store_made(part, (made, *result.also))
        elif result.also:
            store_made(part, result.also)
        if row.key.startswith(SWITCH):
            switched = MADE[switched_kind(row)].objects.filter(uuid=row.target_key)
            switched.update(observed_status=types.RunStatus.ACTIVE)


def store_made(part: PlatformCampaign, made: tuple[types.Made, ...]) -> None:
    """Store the platform's ids of what was made; only of rows below this part."""
    for one in made:
        if one.kind == types.ObjectKind.CAMPAIGN:
            PlatformCampaign.objects.filter(pk=part.pk).update(external_id=one.external_id)
        elif one.kind == types.ObjectKind.AD_GROUP:
            part.ad_groups.filter(uuid=UUID(one.target_key)).update(external_id=one.external_id)
        else:
            ads = Ad.objects.filter(ad_group__platform_campaign=part, uuid=UUID(one.target_key))
            ads.update(external_id=one.external_id)


def objects_of(part: PlatformCampaign) -> Iterator[tuple[types.ObjectRef, PlatformCampaign | AdGroup | Ad]]:
    """Yield what a part consists of on its platform, ads first, the campaign last; read anew."""
    part = PlatformCampaign.objects.prefetch_related("ad_groups__ads").get(pk=part.pk)
    for group in part.ad_groups.all():
        for ad in group.ads.all():
            if ad.status != ObjectStatus.REJECTED:
                yield types.ObjectRef(types.ObjectKind.AD, ad.external_id), ad
        yield types.ObjectRef(types.ObjectKind.AD_GROUP, group.external_id), group
    yield types.ObjectRef(types.ObjectKind.CAMPAIGN, part.external_id), part


def switched_kind(row: LaunchStep) -> types.ObjectKind:
    """Return what a step switches on."""
    return types.ObjectKind(row.key.split(":")[1])


def may_be_running(part: PlatformCampaign) -> bool:
    """Return whether a launch that did not finish may have switched the campaign on all the same."""
    if part.launched_at is not None:
        return False
    last = f"{SWITCH}:{types.ObjectKind.CAMPAIGN}:"
    tried = part.launch_steps.filter(key__startswith=last, state__in=[StepState.TRYING, StepState.DONE])
    return tried.exists() or bool(part.external_id and part.observed_status == types.RunStatus.ACTIVE)


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


def _switches(part: PlatformCampaign) -> list[LaunchStep]:
    return [
        _own(
            part, f"{SWITCH}:{ref.kind}:{row.uuid}", SWITCH_WORDS.get(ref.kind, "Switch the campaign on"), str(row.uuid)
        )
        for ref, row in objects_of(part)
    ]


def _own(part: PlatformCampaign, key: str, label: str, target_key: str = "") -> LaunchStep:
    return LaunchStep(platform_campaign=part, key=key, label=label, target_key=target_key)

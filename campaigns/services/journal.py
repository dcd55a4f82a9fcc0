"""The journal of a launch: its steps, what they made, and what stands on the platform when it stopped."""

from typing import Any
from uuid import UUID

from django.db import transaction

from campaigns.models import Ad, AdGroup, LaunchStep, PlatformCampaign
from campaigns.selectors.standing import SWITCH, objects_of
from campaigns.types import StepState
from integrations import types

CHECK = "check"
MADE: dict[types.ObjectKind, Any] = {
    types.ObjectKind.CAMPAIGN: PlatformCampaign,
    types.ObjectKind.AD_GROUP: AdGroup,
    types.ObjectKind.AD: Ad,
}
SWITCH_WORDS = {types.ObjectKind.AD: "Switch the ad on", types.ObjectKind.AD_GROUP: "Switch the ad group on"}


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


def switched_kind(row: LaunchStep) -> types.ObjectKind:
    """Return what a step switches on."""
    return types.ObjectKind(row.key.split(":")[1])


def _switches(part: PlatformCampaign) -> list[LaunchStep]:
    return [
        _own(
            part, f"{SWITCH}:{ref.kind}:{row.uuid}", SWITCH_WORDS.get(ref.kind, "Switch the campaign on"), str(row.uuid)
        )
        for ref, row in objects_of(part)
    ]


def _own(part: PlatformCampaign, key: str, label: str, target_key: str = "") -> LaunchStep:
    return LaunchStep(platform_campaign=part, key=key, label=label, target_key=target_key)

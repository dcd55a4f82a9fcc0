"""The journal of a launch, or of an addition to what runs: its steps, and what they made."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from campaigns.models import Ad, AdGroup, Change, LaunchStep, PlatformCampaign
from campaigns.selectors.standing import SWITCH
from campaigns.types import StepState
from integrations import types

CHECK = "check"
ADDITIONS = "additions"
"""The key of the step in which a platform makes all that is added in one call; what it made comes along with it."""
MADE: dict[types.ObjectKind, Any] = {
    types.ObjectKind.CAMPAIGN: PlatformCampaign,
    types.ObjectKind.AD_GROUP: AdGroup,
    types.ObjectKind.AD: Ad,
}
KINDS = {model: kind for kind, model in MADE.items()}
Row = PlatformCampaign | AdGroup | Ad
SWITCH_WORDS = {types.ObjectKind.AD: "Switch the ad on", types.ObjectKind.AD_GROUP: "Switch the ad group on"}


def read_journal(part: PlatformCampaign, change: Change | None) -> list[LaunchStep]:
    """Return the steps in order: the part's own launch's, or with a change what that adds."""
    return list(LaunchStep.objects.filter(platform_campaign=part, change=change))


def write_journal(
    part: PlatformCampaign, change: Change | None, steps: Iterable[types.Step], rows: Iterable[Row]
) -> list[LaunchStep]:
    """Write all steps down: the platform's, then looking at what was made, then switching `rows` on, in their order."""
    made = [
        LaunchStep(
            key=step.key, label=step.label[:254], makes=step.makes or "", target_key=step.target_key
        )
        for step in steps
    ]  # fmt: skip
    made += [LaunchStep(key=CHECK, label="Look at what was made"), *map(_switch, rows)]
    for position, row in enumerate(made):
        row.platform_campaign, row.change, row.position = part, change, position
    return LaunchStep.objects.bulk_create(made)


def results_of(part: PlatformCampaign, change: Change | None) -> dict[str, types.StepResult]:
    """Return what the steps that are done made, by their keys."""
    rows = LaunchStep.objects.filter(platform_campaign=part, change=change, state=StepState.DONE)
    own = rows.exclude(key=CHECK).exclude(key__startswith=SWITCH)
    return {row.key: types.StepResult(row.external_id, row.extra) for row in own}


def makes_objects(row: LaunchStep) -> bool:
    """Return whether a step makes something of a campaign, which must never be made twice."""
    return bool(row.makes) or row.key == ADDITIONS


def list_lost(part: PlatformCampaign, change: Change | None) -> list[LaunchStep]:
    """Return the steps that may have made something without our hearing of it, in order."""
    return [row for row in read_journal(part, change) if row.state == StepState.TRYING and makes_objects(row)]


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


def _switch(row: Row) -> LaunchStep:
    kind = KINDS[type(row)]
    label = SWITCH_WORDS.get(kind, "Switch the campaign on")
    return LaunchStep(key=f"{SWITCH}:{kind}:{row.uuid}", label=label, target_key=str(row.uuid))

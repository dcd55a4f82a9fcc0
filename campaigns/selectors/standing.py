"""What a launch made and left standing on its platform."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.models import Ad, AdGroup, Change, LaunchStep, PlatformCampaign
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeKind, ObjectStatus, StepState, TargetKind
from integrations import types

SWITCH = "switch"
"""The keys of the steps that switch on begin so: switch:campaign:<uuid>."""
SWITCH_CAMPAIGN = f"{SWITCH}:{types.ObjectKind.CAMPAIGN}:"
"""The last of them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that a launch made and that stands on the platform; `external_id` "" where its answer was lost."""

    kind: types.ObjectKind
    name: str
    external_id: str
    is_on: bool = False


def own_steps(part: PlatformCampaign) -> QuerySet[LaunchStep]:
    """Return the journal of a part's own launch, without what was added to it later."""
    return LaunchStep.objects.filter(platform_campaign=part, change=None)


def steps_of(change: Change) -> list[LaunchStep]:
    """Return the steps of what a change makes, in order: a launch's, or an addition's. Uses what is prefetched."""
    if change.kind != ChangeKind.LAUNCH:
        return []
    own = None if change.target_kind == TargetKind.PLATFORM_CAMPAIGN else change.pk
    return [step for step in change.platform_campaign.launch_steps.all() if step.change_id == own]


def half_made_steps(part) -> QuerySet[LaunchStep]:
    """Return the steps of a part's launch that made an object on the platform, or may have."""
    return _steps_that_made().filter(platform_campaign=part)


def list_half_made(parts: Iterable[PlatformCampaign]) -> set[int]:
    """Return the keys of those of some parts that are not launched of which a launch made an object, or may have.

    One query, also of parts that are a query themselves; none without parts.
    """
    steps = _steps_that_made().filter(platform_campaign__in=parts)
    return set(steps.order_by().values_list("platform_campaign_id", flat=True))


def _steps_that_made() -> QuerySet[LaunchStep]:
    return LaunchStep.objects.exclude(makes="").filter(~Q(external_id="") | Q(state=StepState.TRYING))


def may_be_running(part: PlatformCampaign) -> bool:
    """Return whether a launch that did not finish may have switched the campaign on all the same."""
    return bool(which_may_run([part]))


def which_may_run(parts: Iterable[PlatformCampaign]) -> list[PlatformCampaign]:
    """Return those of some parts of which `may_be_running` holds; one query, none without parts."""
    found = {part.pk: part for part in parts}
    may = set(perhaps_on().filter(pk__in=found).values_list("pk", flat=True)) if found else set()
    return [part for pk, part in found.items() if pk in may]


def list_perhaps_running() -> QuerySet[PlatformCampaign]:
    """Return the drafts that may be running: their launch ended without our knowing, and none is under way."""
    in_flight = Change.objects.filter(platform_campaign=OuterRef("pk"), state__in=IN_FLIGHT)
    return perhaps_on().filter(~Exists(in_flight), status=CampaignStatus.DRAFT, gone_at=None).order_by("pk")


def perhaps_on() -> QuerySet[PlatformCampaign]:
    """Return the parts whose launch did not finish, under way or not, and may have switched the campaign on."""
    last = LaunchStep.objects.filter(platform_campaign=OuterRef("pk"), change=None)
    last = last.filter(key__startswith=SWITCH_CAMPAIGN)
    tried = Exists(last.filter(state__in=[StepState.TRYING, StepState.DONE]))
    seen = Q(observed_status=types.RunStatus.ACTIVE) & ~Q(external_id="")
    return PlatformCampaign.objects.filter(tried | seen, launched_at=None)


def is_deleted(part: PlatformCampaign) -> bool:
    """Return whether something that a launch made was deleted on the platform since: it cannot be finished any more."""
    return any(row.gone_at for _, row in _objects(part))


def list_standing(parts: Sequence[PlatformCampaign]) -> list[tuple[PlatformCampaign, list[Standing]]]:
    """Return what the unfinished launches of some parts left on their platforms; one query beside ad groups and ads.

    Of each the campaign first; what was lost stands without an id.
    """
    lost: dict[int, list[LaunchStep]] = {}
    steps = LaunchStep.objects.filter(platform_campaign__in=parts, change=None, state=StepState.TRYING, external_id="")
    for step in steps.exclude(makes=""):
        lost.setdefault(step.platform_campaign_id, []).append(step)
    return [(part, _standing(part, lost.get(part.pk, []))) for part in parts]


def _standing(part: PlatformCampaign, lost: Sequence[LaunchStep]) -> list[Standing]:
    found = [
        Standing(
            ref.kind, row.observed_name or row.name, ref.external_id, row.observed_status == types.RunStatus.ACTIVE
        )
        for ref, row in _objects(part)
        if ref.external_id
    ]
    return [*reversed(found), *(Standing(types.ObjectKind(step.makes), step.label, "") for step in lost)]


def objects_of(part: PlatformCampaign) -> Iterator[tuple[types.ObjectRef, PlatformCampaign | AdGroup | Ad]]:
    """Yield what a part consists of on its platform, ads first, the campaign last; read anew.

    Ads that the platform refused are left out, and ad groups that were not made because all their ads were refused.
    """
    yield from _objects(PlatformCampaign.objects.prefetch_related("ad_groups__ads").get(pk=part.pk))


def _objects(part: PlatformCampaign) -> Iterator[tuple[types.ObjectRef, PlatformCampaign | AdGroup | Ad]]:
    for group in part.ad_groups.all():
        ads = [ad for ad in group.ads.all() if ad.status != ObjectStatus.REJECTED]
        for ad in ads:
            yield types.ObjectRef(types.ObjectKind.AD, ad.external_id), ad
        if ads or group.external_id:
            yield types.ObjectRef(types.ObjectKind.AD_GROUP, group.external_id), group
    yield types.ObjectRef(types.ObjectKind.CAMPAIGN, part.external_id), part

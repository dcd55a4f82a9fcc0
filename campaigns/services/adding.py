"""Adding an ad group or an ad to a campaign that runs: a saga of its own, journalled under its change.

Names are made from the change, so that a lost answer is looked up by them. Where an earlier change of the same target
ended without our knowing whether it had made something, that is looked for under the earlier change's names first:
nothing is ever made twice.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import cast

from django.db.models import Q

import integrations.services
from campaigns.models import Ad, AdGroup, Change, LaunchStep, PlatformCampaign
from campaigns.selectors.standing import SWITCH
from campaigns.services import journal, ledger, mates, observations, plans, refusals, words
from campaigns.services.claims import Claim
from campaigns.services.media import Library
from campaigns.services.saga import Done, Saga, Work
from campaigns.types import Creative, ObjectStatus, StepState, TargetKind, load
from integrations import errors, types
from tenants.errors import Invalid

FORM = "lead_form"


def add(held: Claim, part: PlatformCampaign, *, write: Callable, now: datetime, progress: Callable) -> None:
    """Make what is not made yet of a change's ad group or ad, look at it, switch it on. See `launching.launch`."""
    mates.refuse_to_overtake(held.change)
    mates.refuse_refused(held.change)
    with_group = held.change.target_kind == TargetKind.AD_GROUP or not _group(held.change).external_id
    rows = journal.read_journal(part, held.change)
    if not rows:
        _readmit(held.change)
        _adopt(held, part, now)
    saga = Saga(held, _work(part, held.change, now), write, now)
    wanted = saga.work.rows()
    if not wanted:
        raise errors.InvalidRequest(mates.REFUSED)
    if not rows:
        switched = [row for row in wanted if _is_own(held.change, row) or (with_group and isinstance(row, AdGroup))]
        rows = journal.write_journal(part, held.change, saga.steps.values(), switched)
    saga.run(rows, progress)
    mates.refuse_refused(held.change)
    held.finish(now=now, apply=lambda: _added(held.change, part))


def _is_own(change: Change, row: journal.Row) -> bool:
    """Return whether an ad is switched on by a change: its own, or one of its ad group's; each mate switches its own."""
    return isinstance(row, Ad) and (change.target_kind == TargetKind.AD_GROUP or row.uuid == change.target_id)


def _added(change: Change, part: PlatformCampaign) -> None:
    refusals.forget(_ads(change))
    if change.target_kind == TargetKind.AD_GROUP:
        refusals.note(change, part)


def _readmit(change: Change) -> None:
    """An ad group that is tried again, and of which no ad was made, is tried with all of them, refused ones too."""
    target = ledger.target_of(change)
    is_again = change.change_set.retry_of_id is not None
    if isinstance(target, AdGroup) and is_again and not target.ads.exclude(external_id="").exists():
        refusals.readmit(target.platform_campaign, target)


def refuse_other(rows: Mapping[str, journal.Row], seen: Iterable[types.Observed], platform: str) -> None:
    """Raise when something that was made is not shown yet, or shows another budget than ours."""
    shown, name = {one.ref.external_id: one for one in seen}, words.platform_name(platform)
    if rows.keys() - shown.keys():
        raise errors.Temporary(f"{name} does not show yet what was made. Nothing is being spent.")
    if any(_has_other_budget(row, shown[external_id]) for external_id, row in rows.items()):
        raise errors.InvalidRequest(f"{name} shows another budget than yours on what was made. It was not switched on.")


def find_lost(held: Claim, part: PlatformCampaign, *, now: datetime) -> None:
    """Look for what a change made without hearing of it, and keep it. See `launching.find_lost`."""
    for row in journal.list_lost(part, held.change):
        _adopt_one(held, part, row, now)


def operation_id_of(change: Change) -> str:
    """Return the name under which a change makes things."""
    return f"aw{change.uuid.hex[-10:]}"


def _work(part: PlatformCampaign, change: Change, now: datetime) -> Work:
    there = _there(part)
    return Work(
        part=part,
        change=change,
        plan=lambda: _plan(part, change, now),
        steps=lambda plan: _steps(part, plan, there),
        rows=lambda: _rows(change),
        check=lambda: _check(part, change, now),
        there=there,
    )


def _there(part: PlatformCampaign) -> Done:
    """Return what exists: the campaign, its ad groups, and the files that earlier launches and additions uploaded."""
    steps = LaunchStep.objects.filter(platform_campaign=part, state=StepState.DONE, makes="", target_key="")
    files = steps.filter(Q(key__contains=":") | Q(key=FORM)).order_by("pk")
    there = {row.key: types.StepResult(row.external_id, row.extra) for row in files}
    there[types.ObjectKind.CAMPAIGN.value] = types.StepResult(part.external_id)
    for group in part.ad_groups.exclude(external_id="").filter(gone_at=None):
        there[f"{types.ObjectKind.AD_GROUP}:{group.uuid}"] = types.StepResult(group.external_id)
    return there


def _plan(part: PlatformCampaign, change: Change, now: datetime, more: Iterable[Ad] = ()) -> types.CampaignPlan:
    """Return the plan of what is not made yet, with its ad group, under the change's own operation id."""
    group = _group(change)
    ads = [ad for ad in {ad.pk: ad for ad in (*_ads(change), *more)}.values() if not ad.external_id]
    creatives = [load(Creative, ad.creative) for ad in ads]
    try:
        library = Library.of(creatives)
        planned = tuple(plans.ad_plan(ad, said, library) for ad, said in zip(ads, creatives, strict=True))
    except Invalid as error:
        raise errors.InvalidRequest(words.all_of(error)) from error
    aim = load(types.Targeting, group.targeting)
    budgets = {name: getattr(group, name) for name in ("daily_budget_minor", "lifetime_budget_minor")}
    wanted = types.AdGroupPlan(str(group.uuid), group.name, aim, planned, **budgets)
    groups = (wanted,) if planned else ()
    return plans.plan_with(part=part, ad_groups=groups, now=now, operation_id=operation_id_of(change))


def _steps(part: PlatformCampaign, plan: types.CampaignPlan, there: Done) -> list[types.Step]:
    if not plan.ad_groups:
        return []
    return integrations.services.plan_additions(account=part.account, plan=plan, there=there)


def _group(change: Change) -> AdGroup:
    target = ledger.target_of(change)
    return target.ad_group if isinstance(target, Ad) else cast(AdGroup, target)


def _ads(change: Change) -> list[Ad]:
    """Return the ads that a change adds and that are neither refused nor put away, read anew."""
    target = ledger.target_of(change)
    ads = mates.ads_of(change) if isinstance(target, Ad) else list(cast(AdGroup, target).ads.all())
    return [ad for ad in ads if ad.status != ObjectStatus.REJECTED and not ad.gone_at]


def _rows(change: Change) -> list[journal.Row]:
    ads = _ads(change)
    return [*ads, _group(change)] if ads else []


def _check(part: PlatformCampaign, change: Change, now: datetime) -> None:
    """Read back each object that was made, and store it."""
    keys = LaunchStep.objects.filter(platform_campaign=part, change=change, key__startswith=SWITCH)
    wanted = set(keys.values_list("target_key", flat=True))
    rows = {row.external_id: row for row in _rows(change) if str(row.uuid) in wanted}
    refs = [types.ObjectRef(journal.KINDS[type(row)], external_id) for external_id, row in rows.items()]
    seen = list(filter(None, map(partial(_observe, part), refs)))
    observations.store_observed(account=part.account, observed=seen, now=now)
    refuse_other(rows, seen, part.platform)


def _observe(part: PlatformCampaign, ref: types.ObjectRef) -> types.Observed | None:
    try:
        return integrations.services.observe_object(account=part.account, ref=ref)
    except errors.ObjectNotFound:
        return None


def _adopt(held: Claim, part: PlatformCampaign, now: datetime) -> None:
    """Look for what earlier changes may have made of this one's target without our hearing of it, and keep it."""
    targets = {str(row.uuid) for row in _rows(held.change)}
    unknown = LaunchStep.objects.filter(platform_campaign=part, state=StepState.TRYING, change__isnull=False)
    about = Q(target_key__in=targets) | Q(key=journal.ADDITIONS, change__change_set__changes__target_id__in=targets)
    unknown = unknown.filter(about).exclude(change=held.change).exclude(key__startswith=SWITCH).distinct()
    for row in unknown.select_related("change").order_by("change_id", "position"):
        if journal.makes_objects(row):
            _adopt_one(held, part, row, now)


def _adopt_one(held: Claim, part: PlatformCampaign, row: LaunchStep, now: datetime) -> None:
    there, earlier = _there(part), cast(Change, row.change)
    plan = _plan(part, held.change, now, mates.unheard_of(earlier))
    plan = replace(plan, operation_id=operation_id_of(earlier))
    step = next((step for step in _steps(part, plan, there) if step.key == row.key), None)
    if step is None:
        return
    held.renew()
    done = there | journal.results_of(part, earlier)
    found = integrations.services.find_step(account=part.account, plan=plan, step=step, done=done)
    if found is None:
        LaunchStep.objects.filter(pk=row.pk).update(state=StepState.FAILED)
    else:
        journal.store_result(part, row, found)


def _has_other_budget(row: journal.Row, seen: types.Observed) -> bool:
    ours = (getattr(row, "daily_budget_minor", None), getattr(row, "lifetime_budget_minor", None))
    theirs = (seen.daily_budget_minor, seen.lifetime_budget_minor)
    return any(one is not None and two is not None and one != two for one, two in zip(ours, theirs, strict=True))

"""Making a campaign on a platform: a saga whose every step is journalled before and after.

Everything is made switched off; what was made is read back; then ads, ad groups and at last the campaign are switched
on, so that nothing spends before everything stands. Before a step is tried a second time, what an earlier try made is
looked up. The same journal serves a launch that goes on after a crash and one that a person finishes later.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

import integrations.services
from campaigns.models import Ad, AdGroup, LaunchStep, PlatformCampaign
from campaigns.services import calls, observations, plans, words
from campaigns.services.claims import Claim
from campaigns.types import ObjectStatus, StepState
from integrations import errors, types
from tenants.errors import Invalid

CHECK = "check"
SWITCH = "switch"
MADE: dict[types.ObjectKind, Any] = {
    types.ObjectKind.CAMPAIGN: PlatformCampaign,
    types.ObjectKind.AD_GROUP: AdGroup,
    types.ObjectKind.AD: Ad,
}
TRIES_NOTHING = (
    errors.RateLimited,
    errors.Temporary,
    errors.InvalidRequest,
    errors.PermissionDenied,
    errors.AuthExpired,
)


def launch(held: Claim, part: PlatformCampaign, *, write: Callable, now: datetime, progress: Callable) -> None:
    """Make what is not made yet and switch it on. Raises `integrations.errors`; what is made by then is in the journal."""
    saga = _Saga(held, part, write, now)
    steps = saga.open_journal()
    for place, step in enumerate(steps):
        progress(place, len(steps), step.label)
        if step.state != StepState.DONE:
            saga.do(step)
    progress(len(steps), len(steps), "Switched on")
    held.finish(now=now, apply=lambda: _launched(part, now))


class _Saga:
    """One run over the journal of one platform campaign."""

    def __init__(self, held: Claim, part: PlatformCampaign, write: Callable, now: datetime):
        self.held, self.part, self.write, self.now = held, part, write, now
        self.plan = _plan(part, now)
        self.steps = {step.key: step for step in integrations.services.plan_steps(account=part.account, plan=self.plan)}

    def open_journal(self) -> list[LaunchStep]:
        """Return the steps; the first time they are written down, after the platform has looked at the plan."""
        journal = list(self.part.launch_steps.all())
        if journal:
            return journal
        self.held.renew()
        problems = integrations.services.validate_plan(account=self.part.account, plan=self.plan)
        if problems:
            raise errors.InvalidRequest("Nothing was made. " + " ".join(problem.text for problem in problems))
        rows = [_row(self.part, step) for step in self.steps.values()]
        rows += [self._own(CHECK, "Look at what was made"), *self._switches()]
        for position, row in enumerate(rows):
            row.position = position
        return LaunchStep.objects.bulk_create(rows)

    def do(self, row: LaunchStep) -> None:
        """Do one step and store what it made; `trying` stays where an earlier try may have been taken, and nobody knows."""
        was_tried, self.unsure = row.attempts > 0, row.state == StepState.TRYING
        LaunchStep.objects.filter(pk=row.pk).update(state=StepState.TRYING, attempts=F("attempts") + 1, error="")
        try:
            result = self._result(row, was_tried)
        except errors.PlatformError as error:
            nothing = isinstance(error, TRIES_NOTHING) and not self.unsure
            state = StepState.FAILED if nothing else StepState.TRYING
            text = words.of_platform(error, self.part.platform)
            LaunchStep.objects.filter(pk=row.pk).update(state=state, error=text)
            raise
        self._store(row, result)

    def _result(self, row: LaunchStep, was_tried: bool) -> types.StepResult:
        if row.key == CHECK:
            return self._check()
        if row.key.startswith(SWITCH):
            return self._switch_on(row)
        return self._make(self.steps[row.key], was_tried)

    def _make(self, step: types.Step, was_tried: bool) -> types.StepResult:
        done = self._done()
        if was_tried and (found := self._find(step, done)):
            return found
        self.unsure = False
        try:
            return self.write(calls.Make(self.plan, step, done))
        except errors.DuplicateObject:
            found = self._find(step, done)
            if found is None:
                raise
            return found

    def _find(self, step: types.Step, done: dict[str, types.StepResult]) -> types.StepResult | None:
        self.held.renew()
        return integrations.services.find_step(account=self.part.account, plan=self.plan, step=step, done=done)

    def _done(self) -> dict[str, types.StepResult]:
        rows = self.part.launch_steps.filter(state=StepState.DONE, key__in=list(self.steps))
        return {row.key: types.StepResult(row.external_id, row.extra) for row in rows}

    def _check(self) -> types.StepResult:
        """Read back what was made, and store it; a budget that is not ours stops the launch."""
        self.held.renew()
        wanted = {ref.external_id for ref, _ in self._objects()}
        everything = integrations.services.observe_account(account=self.part.account)
        seen = [one for one in everything if one.ref.external_id in wanted]
        observations.store_observed(account=self.part.account, observed=seen, now=self.now)
        missing = wanted - {one.ref.external_id for one in seen}
        name = words.platform_name(self.part.platform)
        if missing:
            raise errors.Temporary(f"{name} does not show yet what was made. Nothing is being spent.")
        budgets = {one.daily_budget_minor for one in seen if one.daily_budget_minor is not None}
        if budgets and budgets != {self.part.daily_budget_minor}:
            raise errors.InvalidRequest(
                f"{name} shows another budget than yours on what was made. It was not switched on."
            )
        return types.StepResult("")

    def _switch_on(self, row: LaunchStep) -> types.StepResult:
        kind = _switched_kind(row)
        target = MADE[kind].objects.get(uuid=row.target_key)
        self.write(
            calls.Set(types.ObjectRef(kind, target.external_id), types.ChangeField.STATUS, types.RunStatus.ACTIVE)
        )
        return types.StepResult("")

    def _store(self, row: LaunchStep, result: types.StepResult) -> None:
        with transaction.atomic():
            LaunchStep.objects.filter(pk=row.pk).update(
                state=StepState.DONE, external_id=result.external_id, extra=dict(result.extra), error=""
            )
            if row.makes:
                uuid = UUID(row.target_key) if row.target_key else self.part.uuid
                MADE[types.ObjectKind(row.makes)].objects.filter(uuid=uuid).update(external_id=result.external_id)
            if row.key.startswith(SWITCH):
                switched = MADE[_switched_kind(row)].objects.filter(uuid=row.target_key)
                switched.update(observed_status=types.RunStatus.ACTIVE)

    def _objects(self) -> Iterable[tuple[types.ObjectRef, PlatformCampaign | AdGroup | Ad]]:
        part = PlatformCampaign.objects.prefetch_related("ad_groups__ads").get(pk=self.part.pk)
        for group in part.ad_groups.all():
            for ad in group.ads.all():
                yield types.ObjectRef(types.ObjectKind.AD, ad.external_id), ad
            yield types.ObjectRef(types.ObjectKind.AD_GROUP, group.external_id), group
        yield types.ObjectRef(types.ObjectKind.CAMPAIGN, part.external_id), part

    def _switches(self) -> list[LaunchStep]:
        """Return the last steps: ads first, the campaign at the very end."""
        labels = {types.ObjectKind.AD: "Switch the ad on", types.ObjectKind.AD_GROUP: "Switch the ad group on"}
        return [
            self._own(f"{SWITCH}:{ref.kind}:{row.uuid}", labels.get(ref.kind, "Switch the campaign on"), str(row.uuid))
            for ref, row in self._objects()
            if row.status != ObjectStatus.REJECTED
        ]

    def _own(self, key: str, label: str, target_key: str = "") -> LaunchStep:
        return LaunchStep(platform_campaign=self.part, key=key, label=label, target_key=target_key)


def may_be_running(part: PlatformCampaign) -> bool:
    """Return whether a launch that did not finish may have switched the campaign on all the same."""
    last = f"{SWITCH}:{types.ObjectKind.CAMPAIGN}:"
    return part.launch_steps.filter(key__startswith=last, state=StepState.TRYING).exists()


def find_lost_campaign(*, part: PlatformCampaign, now: datetime) -> str:
    """Return the id of the campaign that a launch made without hearing of it, or ""; stores it. A read."""
    plan = _plan(part, now)
    steps = integrations.services.plan_steps(account=part.account, plan=plan)
    step = next(step for step in steps if step.makes == types.ObjectKind.CAMPAIGN)
    found = integrations.services.find_step(account=part.account, plan=plan, step=step, done={})
    if found is None:
        return ""
    PlatformCampaign.objects.filter(pk=part.pk).update(external_id=found.external_id)
    return found.external_id


def _switched_kind(row: LaunchStep) -> types.ObjectKind:
    return types.ObjectKind(row.key.split(":")[1])


def _plan(part: PlatformCampaign, now: datetime) -> types.CampaignPlan:
    try:
        return plans.build_plan(part=part, now=now)
    except Invalid as error:
        raise errors.InvalidRequest(words.all_of(error)) from error


def _row(part: PlatformCampaign, step: types.Step) -> LaunchStep:
    return LaunchStep(
        platform_campaign=part, key=step.key, label=step.label, makes=step.makes or "", target_key=step.target_key
    )


def _launched(part: PlatformCampaign, now: datetime) -> None:
    PlatformCampaign.objects.filter(pk=part.pk).update(
        launched_at=now, observed_status=types.RunStatus.ACTIVE, observed_daily_budget_minor=F("daily_budget_minor")
    )

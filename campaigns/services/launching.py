"""Making a campaign on a platform: a saga whose every step is journalled before and after.

Everything is made switched off; what was made is read back; then ads, ad groups and at last the campaign are switched
on, so that nothing spends before everything stands. Before a step is tried a second time, what an earlier try made is
looked up. The same journal serves a launch that goes on after a crash and one that a person finishes later.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import F

import integrations.services
from campaigns.models import LaunchStep, PlatformCampaign
from campaigns.services import calls, journal, observations, plans, together, words
from campaigns.services.claims import Claim
from campaigns.types import StepState
from integrations import errors, types
from tenants.errors import Invalid

TRIES_NOTHING = (
    errors.RateLimited,
    errors.InvalidRequest,
    errors.PermissionDenied,
    errors.AuthExpired,
    together.Alone,
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


def find_lost_campaign(*, part: PlatformCampaign, now: datetime) -> str:
    """Return the id of the campaign that a launch made without hearing of it, or ""; stores what is found. A read."""
    plan = _plan(part, now)
    steps = integrations.services.plan_steps(account=part.account, plan=plan)
    step = next(step for step in steps if step.makes == types.ObjectKind.CAMPAIGN)
    done = _done(part, {step.key for step in steps})
    found = integrations.services.find_step(account=part.account, plan=plan, step=step, done=done)
    if found is None:
        return ""
    made = types.Made(types.ObjectKind.CAMPAIGN, "", found.external_id)
    journal.store_made(part, (made, *found.also))
    return found.external_id


class _Saga:
    """One run over the journal of one platform campaign."""

    def __init__(self, held: Claim, part: PlatformCampaign, write: Callable, now: datetime):
        self.held, self.part, self.write, self.now = held, part, write, now
        self.plan = _plan(part, now)
        self.steps = {step.key: step for step in integrations.services.plan_steps(account=part.account, plan=self.plan)}

    def open_journal(self) -> list[LaunchStep]:
        """Return the steps; the first time they are written down, after the platform has looked at the plan."""
        if written := list(self.part.launch_steps.all()):
            return written
        self.held.renew()
        problems = integrations.services.validate_plan(account=self.part.account, plan=self.plan)
        if problems:
            raise errors.InvalidRequest("Nothing was made. " + " ".join(problem.text for problem in problems))
        return journal.write_journal(self.part, list(self.steps.values()))

    def do(self, row: LaunchStep) -> None:
        """Do one step and store what it made; `trying` stays where an earlier try may have been taken, and nobody knows."""
        was_tried, self.unsure = row.attempts > 0, row.state == StepState.TRYING
        LaunchStep.objects.filter(pk=row.pk).update(state=StepState.TRYING, attempts=F("attempts") + 1, error="")
        try:
            result = self._result(row, was_tried)
        except errors.PlatformError as error:
            text = words.of_platform(error, self.part.platform)
            LaunchStep.objects.filter(pk=row.pk).update(state=self._state_after(row, error), error=text)
            raise
        journal.store_result(self.part, row, result)

    def _state_after(self, row: LaunchStep, error: errors.PlatformError) -> StepState:
        """A platform that stumbles over a create may have made it all the same: it is looked for before anything else."""
        if isinstance(error, errors.NotReadyYet):
            return StepState.PENDING
        made_nothing = isinstance(error, TRIES_NOTHING) or (isinstance(error, errors.Temporary) and not row.makes)
        return StepState.FAILED if made_nothing and not self.unsure else StepState.TRYING

    def _result(self, row: LaunchStep, was_tried: bool) -> types.StepResult:
        if row.key == journal.CHECK:
            return self._check()
        if row.key.startswith(journal.SWITCH):
            together.refuse_to_go_alone(self.held.change)
            return self._switch_on(row)
        return self._make(self.steps[row.key], was_tried)

    def _make(self, step: types.Step, was_tried: bool) -> types.StepResult:
        done = _done(self.part, set(self.steps))
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

    def _check(self) -> types.StepResult:
        """Read back what was made, and store it; a budget that is not ours stops the launch."""
        self.held.renew()
        rows = {ref.external_id: row for ref, row in journal.objects_of(self.part)}
        everything = integrations.services.observe_account(account=self.part.account, for_change=True)
        seen = [one for one in everything if one.ref.external_id in rows]
        observations.store_observed(account=self.part.account, observed=seen, now=self.now)
        name = words.platform_name(self.part.platform)
        if rows.keys() - {one.ref.external_id for one in seen}:
            raise errors.Temporary(f"{name} does not show yet what was made. Nothing is being spent.")
        if any(_has_other_budget(rows[one.ref.external_id], one) for one in seen):
            raise errors.InvalidRequest(
                f"{name} shows another budget than yours on what was made. It was not switched on."
            )
        return types.StepResult("")

    def _switch_on(self, row: LaunchStep) -> types.StepResult:
        kind = journal.switched_kind(row)
        target = journal.MADE[kind].objects.get(uuid=row.target_key)
        self.write(
            calls.Set(types.ObjectRef(kind, target.external_id), types.ChangeField.STATUS, types.RunStatus.ACTIVE)
        )
        return types.StepResult("")


def _has_other_budget(row, seen: types.Observed) -> bool:
    ours = (getattr(row, "daily_budget_minor", None), getattr(row, "lifetime_budget_minor", None))
    theirs = (seen.daily_budget_minor, seen.lifetime_budget_minor)
    return any(one is not None and two is not None and one != two for one, two in zip(ours, theirs, strict=True))


def _done(part: PlatformCampaign, keys: set[str]) -> dict[str, types.StepResult]:
    rows = part.launch_steps.filter(state=StepState.DONE, key__in=keys)
    return {row.key: types.StepResult(row.external_id, row.extra) for row in rows}


def _plan(part: PlatformCampaign, now: datetime) -> types.CampaignPlan:
    try:
        return plans.build_plan(part=part, now=now)
    except Invalid as error:
        raise errors.InvalidRequest(words.all_of(error)) from error


def _launched(part: PlatformCampaign, now: datetime) -> None:
    PlatformCampaign.objects.filter(pk=part.pk).update(
        launched_at=now,
        observed_status=types.RunStatus.ACTIVE,
        observed_daily_budget_minor=F("daily_budget_minor"),
        observed_lifetime_budget_minor=F("lifetime_budget_minor"),
    )

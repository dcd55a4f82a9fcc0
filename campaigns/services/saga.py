"""Making things on a platform step by step, every step journalled before and after.

The same journal serves a run that goes on after a crash and one that a person finishes later. Before a step is tried a
second time, what an earlier try made is looked up. An ad that the platform refuses waits alone while the others are made.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F

import integrations.services
from campaigns.models import Ad, Change, LaunchStep, PlatformCampaign
from campaigns.selectors.standing import SWITCH
from campaigns.services import calls, guards, journal, refusals, together, words
from campaigns.services.claims import Claim
from campaigns.types import StepState
from integrations import errors, types

LEFT_OUT = "Left out, because the platform refused the ad."
Done = dict[str, types.StepResult]
TRIES_NOTHING = (
    errors.RateLimited,
    errors.InvalidRequest,
    errors.PermissionDenied,
    errors.AuthExpired,
    together.Alone,
)


@dataclass(slots=True)
class Work:
    """What a saga makes. `change` owns the journal (None: the part's own launch); `there` is what exists already.

    `plan` and `rows` (what is switched on in the end, in that order) are asked again after an ad was refused.
    """

    part: PlatformCampaign
    change: Change | None
    plan: Callable[[], types.CampaignPlan]
    steps: Callable[[types.CampaignPlan], list[types.Step]]
    rows: Callable[[], list[journal.Row]]
    check: Callable[[], None]
    there: Done = field(default_factory=dict)


class Saga:
    """One run over a journal. Raises `integrations.errors`; what is made by then is in the journal."""

    def __init__(self, held: Claim, work: Work, write: Callable, now: datetime):
        self.held, self.work, self.write, self.now = held, work, write, now
        self.part, self.unsure = work.part, False
        self._replan()

    def run(self, rows: list[LaunchStep], progress: Callable) -> None:
        """Do what is not done yet."""
        for place, row in enumerate(rows):
            progress(place, len(rows), row.label)
            if row.state != StepState.DONE:
                self.do(row)
        progress(len(rows), len(rows), "Switched on")

    def do(self, row: LaunchStep) -> None:
        """Do one step and store what it made; `trying` stays where an earlier try may have been taken, and nobody knows."""
        was_tried, self.unsure = row.attempts > 0, row.state == StepState.TRYING
        while self._is_wanted(row):
            LaunchStep.objects.filter(pk=row.pk).update(state=StepState.TRYING, attempts=F("attempts") + 1, error="")
            try:
                result = self._result(row, was_tried)
            except errors.PlatformError as error:
                self._note(row, error)
                if not self._refuse_single(row, error):
                    raise
            else:
                return journal.store_result(self.part, row, result)
        if row.state == StepState.PENDING:
            LaunchStep.objects.filter(pk=row.pk, state=StepState.PENDING).update(state=StepState.FAILED, error=LEFT_OUT)
        return None

    def refuse(self, refused: dict[str, str]) -> bool:
        """Mark single ads as refused and plan without them; False, with all of them readmitted, when none would be left."""
        if not refused:
            return False
        if all(str(row.uuid) in refused for row in self.work.rows() if isinstance(row, Ad)):
            self._refuse_all(refused)
            return False
        refusals.refuse(self.part, refused)
        self._replan()
        return True

    def find(self, step: types.Step, done: Done) -> types.StepResult | None:
        """Look up what an earlier try of a step made. A read."""
        self.held.renew()
        return integrations.services.find_step(account=self.part.account, plan=self.plan, step=step, done=done)

    def find_lost(self, rows: list[LaunchStep]) -> None:
        """Look up what earlier tries of these steps made, and store it. Reads."""
        for row in rows:
            done = self.work.there | journal.results_of(self.part, self.work.change)
            if row.key not in self.steps:
                continue
            if found := self.find(self.steps[row.key], done):
                journal.store_result(self.part, row, found)
            else:
                LaunchStep.objects.filter(pk=row.pk).update(state=StepState.FAILED)

    def _replan(self) -> None:
        self.plan = self.work.plan()
        self.steps = {step.key: step for step in self.work.steps(self.plan)}

    def _is_wanted(self, row: LaunchStep) -> bool:
        """Return whether a step is still part of the plan; what is of refused ads alone is not."""
        if row.key == journal.CHECK:
            return True
        if row.key.startswith(SWITCH):
            return row.target_key in {str(one.uuid) for one in self.work.rows()}
        return row.key in self.steps

    def _note(self, row: LaunchStep, error: errors.PlatformError) -> None:
        text = words.of_platform(error, self.part.platform)
        LaunchStep.objects.filter(pk=row.pk).update(state=self._state_after(row, error), error=text)

    def _state_after(self, row: LaunchStep, error: errors.PlatformError) -> StepState:
        """A platform that stumbles over a create may have made it all the same: it is looked for before anything else."""
        if isinstance(error, errors.NotReadyYet):
            return StepState.PENDING
        stumbled = isinstance(error, errors.Temporary) and not journal.makes_objects(row)
        made_nothing = isinstance(error, TRIES_NOTHING) or stumbled
        return StepState.FAILED if made_nothing and not self.unsure else StepState.TRYING

    def _refuse_single(self, row: LaunchStep, error: errors.PlatformError) -> bool:
        if not isinstance(error, errors.InvalidRequest) or self.unsure or row.key.startswith(SWITCH):
            return False
        text = words.of_platform(error, self.part.platform)
        return self.refuse(refusals.of_error(error, text, self.plan, self.steps.get(row.key)))

    def _refuse_all(self, refused: dict[str, str]) -> None:
        """No ad would be left: a launch stops, to be tried again with all its ads; what was to be added is rejected."""
        if self.work.change is None:
            refusals.readmit(self.part)
        else:
            refusals.refuse(self.part, refused)

    def _result(self, row: LaunchStep, was_tried: bool) -> types.StepResult:
        if row.key == journal.CHECK:
            self.held.renew()
            self.work.check()
            return types.StepResult("")
        if row.key.startswith(SWITCH):
            self._refuse_switch()
            return self._switch_on(row)
        return self._make(self.steps[row.key], was_tried)

    def _refuse_switch(self) -> None:
        """Raise while another part of the same launch is not made, and when everything was stopped meanwhile."""
        if self.work.change is None:
            together.refuse_to_go_alone(self.held.change)
        if text := guards.held_back(self.held.change):
            raise errors.PermissionDenied(text)

    def _make(self, step: types.Step, was_tried: bool) -> types.StepResult:
        done = self.work.there | journal.results_of(self.part, self.work.change)
        if was_tried and (found := self.find(step, done)):
            return found
        self.unsure = False
        try:
            return self.write(calls.Make(self.plan, step, done))
        except errors.DuplicateObject:
            found = self.find(step, done)
            if found is None:
                raise
            return found

    def _switch_on(self, row: LaunchStep) -> types.StepResult:
        kind = journal.switched_kind(row)
        target = journal.MADE[kind].objects.get(uuid=row.target_key)
        self.write(
            calls.Set(types.ObjectRef(kind, target.external_id), types.ChangeField.STATUS, types.RunStatus.ACTIVE)
        )
        return types.StepResult("")

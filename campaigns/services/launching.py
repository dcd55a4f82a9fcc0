"""Making a campaign on a platform, and adding to one that runs: sagas over a journal (`saga.py`).

Everything is made switched off; what was made is read back; then ads, ad groups and at last the campaign are switched
on, so that nothing spends before everything stands.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import F

import integrations.services
from campaigns.models import Change, LaunchStep, PlatformCampaign
from campaigns.selectors.standing import objects_of
from campaigns.services import adding, journal, observations, plans, refusals, words
from campaigns.services.claims import Claim
from campaigns.services.saga import Saga, Work
from campaigns.types import ChangeKind, TargetKind
from integrations import errors, types
from tenants.errors import Invalid


def launch(held: Claim, part: PlatformCampaign, *, write: Callable, now: datetime, progress: Callable) -> None:
    """Make what is not made yet and switch it on. Raises `integrations.errors`; what is made by then is in the journal.

    Ads that the platform refuses wait alone as `rejected` while at least one other is made; the change's evidence names
    them. A change whose target is an ad group or an ad adds it to a campaign that runs.
    """
    if held.change.target_kind != TargetKind.PLATFORM_CAMPAIGN:
        return adding.add(held, part, write=write, now=now, progress=progress)
    saga = Saga(held, _work(part, now), write, now)
    saga.run(_open_journal(saga), progress)
    return held.finish(now=now, apply=lambda: _launched(held.change, part, now))


def find_lost(held: Claim, part: PlatformCampaign, *, write: Callable, now: datetime) -> None:
    """Look for what a change made without hearing of it, and store it; makes nothing. Raises `integrations.errors`.

    For a change that will not be sent again: what it made stands switched off, and is known here from now on.
    """
    if held.change.kind != ChangeKind.LAUNCH:
        return
    if held.change.target_kind != TargetKind.PLATFORM_CAMPAIGN:
        adding.find_lost(held, part, now=now)
    elif lost := journal.list_lost(part, None):
        Saga(held, _work(part, now), write, now).find_lost(lost)


def find_lost_campaign(*, part: PlatformCampaign, now: datetime) -> str:
    """Return the id of the campaign that a launch made without hearing of it, or ""; stores what is found. A read."""
    plan = _plan(part, now)
    steps = integrations.services.plan_steps(account=part.account, plan=plan)
    step = next(step for step in steps if step.makes == types.ObjectKind.CAMPAIGN)
    done = journal.results_of(part, None)
    found = integrations.services.find_step(account=part.account, plan=plan, step=step, done=done)
    if found is None:
        return ""
    made = types.Made(types.ObjectKind.CAMPAIGN, "", found.external_id)
    journal.store_made(part, (made, *found.also))
    return found.external_id


def _work(part: PlatformCampaign, now: datetime) -> Work:
    return Work(
        part=part,
        change=None,
        plan=lambda: _plan(part, now),
        steps=lambda plan: integrations.services.plan_steps(account=part.account, plan=plan),
        rows=lambda: [row for _, row in objects_of(part)],
        check=lambda: _check(part, now),
    )


def _open_journal(saga: Saga) -> list[LaunchStep]:
    """Return the steps; the first time they are written down, after the platform has looked at the plan."""
    if written := journal.read_journal(saga.part, None):
        return written
    for _ in range(len(saga.plan.ad_groups) * 100):
        saga.held.renew()
        problems = integrations.services.validate_plan(account=saga.part.account, plan=saga.plan)
        if not problems:
            break
        if not saga.refuse(refusals.of_problems(problems, saga.plan)):
            texts = dict.fromkeys(problem.text for problem in problems)
            raise errors.InvalidRequest("Nothing was made. " + " ".join(texts))
    return journal.write_journal(saga.part, None, saga.steps.values(), saga.work.rows())


def _check(part: PlatformCampaign, now: datetime) -> None:
    """Read back what was made, and store it; a budget that is not ours stops the launch."""
    rows = {ref.external_id: row for ref, row in objects_of(part)}
    everything = integrations.services.observe_account(account=part.account, for_change=True)
    seen = [one for one in everything if one.ref.external_id in rows]
    observations.store_observed(account=part.account, observed=seen, now=now)
    adding.refuse_other(rows, seen, part.platform)


def _plan(part: PlatformCampaign, now: datetime) -> types.CampaignPlan:
    try:
        return plans.build_plan(part=part, now=now)
    except Invalid as error:
        raise errors.InvalidRequest(words.all_of(error)) from error


def _launched(change: Change, part: PlatformCampaign, now: datetime) -> None:
    PlatformCampaign.objects.filter(pk=part.pk).update(
        launched_at=now,
        observed_status=types.RunStatus.ACTIVE,
        observed_daily_budget_minor=F("daily_budget_minor"),
        observed_lifetime_budget_minor=F("lifetime_budget_minor"),
    )
    refusals.note(change, part)

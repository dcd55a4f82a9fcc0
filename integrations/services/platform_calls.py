"""Every call to an ad platform about one ad account.

Each raises only `integrations.errors`. None of them may run inside a database transaction (a platform may take half a
minute to answer), none retries, and each notices a token that has died.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.db import connection as database

from integrations import errors, registry, types
from integrations.models import AdAccount
from integrations.ports import AdPlatform
from integrations.services.quota import Meter
from integrations.services.tokens import noticing_dead_token, open_grant


def list_remote_campaigns(*, account: AdAccount) -> Iterator[types.RemoteCampaign]:
    """Yield every campaign on the account that is not deleted, with its ad groups and ads. A read."""
    with _platform(account) as platform:
        yield from platform.list_campaigns()


def observe_account(*, account: AdAccount) -> Iterator[types.Observed]:
    """Yield the state of every campaign, ad group and ad that is not deleted. A read."""
    with _platform(account) as platform:
        yield from platform.observe()


def observe_object(*, account: AdAccount, ref: types.ObjectRef) -> types.Observed:
    """Return one object's own state; raises ObjectNotFound when it is deleted or not there. A read, one call."""
    with _platform(account) as platform:
        return platform.observe_object(ref)


def minimum_daily_budget_minor(*, account: AdAccount) -> int:
    """Return the least daily budget that the platform takes, in the account's minor units. A read."""
    with _platform(account) as platform:
        return platform.minimum_daily_budget_minor()


def validate_plan(*, account: AdAccount, plan: types.CampaignPlan) -> list[types.Problem]:
    """Return what would be refused; makes nothing."""
    with _platform(account) as platform:
        return platform.validate(plan)


def plan_steps(*, account: AdAccount, plan: types.CampaignPlan) -> list[types.Step]:
    """Return the steps that make the plan, in order. Reaches no network and needs no token."""
    return registry.steps_for(types.Platform(account.platform), plan)


def find_step(
    *, account: AdAccount, plan: types.CampaignPlan, step: types.Step, done: Mapping[str, types.StepResult]
) -> types.StepResult | None:
    """Return what an earlier try of this step made, or None. A read; call it before any step is tried again."""
    with _platform(account) as platform:
        return platform.find_step(plan, step, done)


def perform_step(
    *, account: AdAccount, plan: types.CampaignPlan, step: types.Step, done: Mapping[str, types.StepResult]
) -> types.StepResult:
    """Do one step; not idempotent: after OutcomeUnknown or a lost worker, `find_step` first."""
    with _platform(account) as platform:
        return platform.perform_step(plan, step, done)


def update_object(*, account: AdAccount, ref: types.ObjectRef, field: types.ChangeField, value: str | int) -> None:
    """Set a status (`RunStatus`) or a daily budget (minor units). Idempotent: it may be sent again."""
    with _platform(account) as platform:
        platform.update(ref, field, value)


def fetch_metrics(*, account: AdAccount, since: date, until: date, hourly: bool = False) -> Iterator[types.MetricRow]:
    """Yield figures at ad level for the account's days from `since` to `until`, both included. A read."""
    with _platform(account) as platform:
        yield from platform.fetch_metrics(since, until, hourly=hourly)


@contextmanager
def _platform(account: AdAccount) -> Iterator[AdPlatform]:
    refuse_inside_transaction()
    fresh = AdAccount.objects.select_related("connection").get(pk=account.pk)
    if not fresh.is_connected:
        raise errors.PermissionDenied(f"{fresh.name} is not connected any more. Connect it again to go on.")
    with noticing_dead_token(fresh.connection):
        grant = open_grant(fresh.connection)
        link = types.AccountLink(
            external_id=fresh.external_id,
            currency=fresh.currency,
            time_zone=fresh.time_zone,
            access_token=grant.access_token,
            presence=fresh.presence,
        )
        platform = types.Platform(fresh.platform)
        yield registry.adapter_for(platform, link, Meter(platform, fresh))


def refuse_inside_transaction() -> None:
    """Raise RuntimeError inside a database transaction; the one that a test case opens does not count."""
    if any(not getattr(block, "_from_testcase", False) for block in database.atomic_blocks):
        raise RuntimeError("A platform was called inside a database transaction.")

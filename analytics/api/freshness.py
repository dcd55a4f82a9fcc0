"""How fresh and how complete the numbers are, how conversions arrive, and reading again."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

import integrations.selectors
from analytics import services
from analytics.panels import numbers as panel
from analytics.schemas import Moment
from analytics.schemas.freshness import AccountFreshnessOut, CurveOut, DaysOut, PointOut, ReadAgainIn, Which
from analytics.selectors.completeness import ActionInfo, list_actions
from analytics.selectors.curves import Curves, get_curves
from tenants import access, clock, idempotency, pagination, place
from tenants.api_jobs import JobOut
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/numbers/freshness", response=list[AccountFreshnessOut])
@access.operation(Permission.VIEW_CONNECTIONS)
@pagination.paged
def list_freshness(request: HttpRequest):
    """Return when each ad account was read, how often that happens, and which of the last ninety days are complete."""
    accounts = list(integrations.selectors.list_ad_accounts())
    lines = panel.list_lines(accounts, get_curves(), now=clock.now(), place=place.current())
    return [_freshness(line) for line in lines]


@router.get("/numbers/maturity", response=list[CurveOut])
@access.operation(Permission.VIEW_CONNECTIONS)
@pagination.paged
def list_curves(request: HttpRequest, as_of: Moment | None = None):
    """Return how conversions arrive, by ad account and conversion action; with `as_of` as it was believed then."""
    accounts = list(integrations.selectors.list_ad_accounts())
    curves, actions = get_curves(as_of), list_actions([each.pk for each in accounts])
    named: list[tuple[int, ActionInfo | None]] = [(each.pk, None) for each in accounts]
    named += [(each.account_id, each) for each in actions if (each.account_id, each.action_id) in curves.learned]
    uuids = {each.pk: each.uuid for each in accounts}
    return [_curve(curves, uuids[pk], pk, action) for pk, action in named]


@router.post("/ad-accounts/{uuid:account_id}/read-again", response={202: JobOut})
@access.operation(Permission.MANAGE_CONNECTIONS)
@idempotency.once
def read_again(request: HttpRequest, account_id: UUID, body: ReadAgainIn):
    """Have an ad account's missing days, or all of its last ninety, read; answers the job that does it."""
    account = integrations.selectors.get_ad_account(account_id)
    return services.request_reread(
        account=account, organization=request.tenant, only_missing=body.days == Which.MISSING, now=clock.now()
    )


def _freshness(line: panel.Line) -> AccountFreshnessOut:
    account, feed = line.account, line.freshness
    return AccountFreshnessOut(
        ad_account=account.uuid,
        name=account.name,
        platform=account.platform,
        currency=account.currency,
        time_zone=account.time_zone,
        read_at=line.read_at,
        read_every=line.cadence,
        history_from_date=feed.history_from_date if feed else None,
        memory_since_at=feed.memory_since_at if feed else None,
        missing_days=line.strip.missing,
        days=[DaysOut(since=run.period.since, until=run.period.until, state=run.state) for run in line.strip.runs],
    )


def _curve(curves: Curves, uuid: UUID, account_id: int, action: ActionInfo | None) -> CurveOut:
    action_id = action.action_id if action else None
    curve, learned = curves.curve(account_id, action_id), curves.learned.get((account_id, action_id))
    return CurveOut(
        ad_account=uuid,
        action=action.external_id if action else None,
        action_name=action.name if action else None,
        learned_at=learned.learned_at if learned else None,
        conversions=learned.conversions if learned else 0,
        days=learned.days if learned else 0,
        points=[PointOut(age_days=age, share=share, error=curve.error(age)) for age, share in curve.points],
    )

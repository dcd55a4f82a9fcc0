"""What counts as a conversion on each account, for programs."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

import integrations.selectors
from analytics import services
from analytics.schemas.counting import AccountActionsOut, CountedActionIn
from analytics.selectors.countable import list_account_actions
from analytics.selectors.counting import get_action
from tenants import access, clock, pagination
from tenants.place import today
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/counted-actions", response=list[AccountActionsOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_counted_actions(request: HttpRequest):
    """List the connected accounts with what could count as a conversion, and what does."""
    return [AccountActionsOut.of(each) for each in list_account_actions(today(clock.now()))]


@router.put("/ad-accounts/{uuid:account_id}/counted-action", response={204: None})
@access.operation(Permission.MANAGE_SETTINGS)
def choose_counted_action(request: HttpRequest, account_id: UUID, body: CountedActionIn):
    """Let one action count as the account's conversions in every answer, for earlier days too; nothing is deleted."""
    account = integrations.selectors.get_ad_account(account_id)
    action = get_action(account.pk, body.action) if body.action else None
    services.choose_counted_action(account=account, action=action, actor=request.actor, now=clock.now())

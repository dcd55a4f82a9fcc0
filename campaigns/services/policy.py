"""Deciding the organisation's rules for changes: ceilings, the largest step, when somebody must approve, how names are made."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

import integrations.selectors
from campaigns.models import AccountCeiling, Policy
from campaigns.selectors.policy import get_policy
from campaigns.services import policy_checks
from tenants import place
from tenants import services as tenants
from tenants.errors import Conflict, Invalid
from tenants.selectors import list_audit_events
from tenants.types import Actor

UPDATED = "policy.updated"
AMOUNTS = ("daily_ceiling_minor", "approve_above_minor")
FIELDS = (
    *AMOUNTS, "largest_step_percent", "approve_above_percent", "approve_launches", "approve_automatic",
    "name_template", "utm_template",
)  # fmt: skip


class StalePolicy(Conflict):
    """Somebody else changed the rules meanwhile; `theirs` is what they are now, by field, where it is not what was sent."""

    def __init__(self, message: str, theirs: Mapping[str, Any]):
        self.theirs = dict(theirs)
        super().__init__(message)


def update_policy(
    *, values: Mapping[str, Any], version: int, actor: Actor, now: datetime,
    account_ceilings: Mapping[UUID, int | None] | None = None,
) -> Policy:  # fmt: skip
    """Set the rules that `values` names, and the ceilings of ad accounts (None takes one away); the others stay.

    Amounts are minor units of `currency_of(policy)`, an account's of its own currency; None bounds nothing. `version` is
    that of the policy which was looked at. Applies to what is changed from now on: what is above a new ceiling goes on.
    Idempotent. Raises StalePolicy, or Invalid with a text for every field (`account_ceilings.<id>` for an account's).
    """
    ceilings = dict(account_ceilings or {})
    accounts = {account.uuid: account for account in integrations.selectors.list_ad_accounts()}
    _check(values, ceilings, accounts)
    with transaction.atomic():
        Policy.objects.get_or_create(pk=1)
        policy = Policy.objects.select_for_update(of=("self",)).get(pk=1)
        changed = _differing(policy, values)
        moved = {accounts[uuid]: amount for uuid, amount in ceilings.items() if _ceiling(accounts[uuid]) != amount}
        if (changed or moved) and version != policy.version:
            raise _stale(policy, changed)
        detail = {**changed, **{f"ceiling of {one.name}": [_ceiling(one), amount] for one, amount in moved.items()}}
        if detail:
            _store(policy, {name: after for name, (_, after) in changed.items()}, moved, now)
            tenants.record_audit(action=UPDATED, actor=actor, detail=detail, now=now)
    return get_policy()


def _check(values: Mapping[str, Any], ceilings: Mapping[UUID, int | None], accounts: Mapping[UUID, Any]) -> None:
    problems = policy_checks.list_problems(values)
    for uuid, amount in ceilings.items():
        text = policy_checks.ceiling_problem(amount) if uuid in accounts else "There is no such ad account here."
        problems |= {f"account_ceilings.{uuid}": text} if text else {}
    if problems:
        raise Invalid(problems)


def _differing(policy: Policy, values: Mapping[str, Any]) -> dict[str, list]:
    named = {name: values[name] for name in FIELDS if name in values}
    return {name: [getattr(policy, name), value] for name, value in named.items() if getattr(policy, name) != value}


def _ceiling(account) -> int | None:
    return AccountCeiling.objects.filter(account=account).values_list("daily_ceiling_minor", flat=True).first()


def _stale(policy: Policy, changed: Mapping[str, list]) -> StalePolicy:
    last = list_audit_events().filter(action=UPDATED).first()
    who = last.actor_label if last else "Somebody"
    theirs = {name: before for name, (before, _) in changed.items()}
    return StalePolicy(f"{who} changed these rules meanwhile. Look at what they are now, then change yours.", theirs)


def _store(policy: Policy, changed: Mapping[str, Any], ceilings: Mapping[Any, int | None], now: datetime) -> None:
    for account, amount in ceilings.items():
        if amount is None:
            AccountCeiling.objects.filter(account=account).delete()
        else:
            values = {"daily_ceiling_minor": amount, "updated_at": now}
            AccountCeiling.objects.update_or_create(account=account, defaults=values)
    for name, value in changed.items():
        setattr(policy, name, value)
    has_amounts = any(getattr(policy, name) is not None for name in AMOUNTS)
    policy.currency = (policy.currency or place.current().currency) if has_amounts else ""
    policy.version, policy.updated_at = policy.version + 1, now
    policy.save()

"""Who asks and who decides, for tests of approvals."""

from campaigns import selectors, services
from campaigns.models import ChangeSet, PlatformCampaign, Policy
from campaigns.services import ledger
from campaigns.types import ChangeKind, TargetField, Wanted, Why
from tenants.types import Actor
from tests.factories import START

APPLY = ["campaigns.apply_change_set"]
MAILS = ["campaigns.ask_approvers", "campaigns.tell_proposer"]


def act_as(member, role: str) -> Actor:
    """Return the organisation's person with a role."""
    return Actor.for_user(member(role).user)


def ask_for(campaign, actor: Actor, amount: int = 4000, **more) -> ChangeSet:
    """Ask for another budget a day; return the set."""
    return services.change_budget(campaign=campaign, daily_budget_minor=amount, actor=actor, now=START, **more)


def ask_for_two(campaign, actor: Actor) -> ChangeSet:
    """Ask for another budget and, together with it, for an ad group's pause; return the set."""
    part = selectors.get_campaign(campaign.uuid).platform_campaigns.all()[0]
    wanted = [
        Wanted(part, ChangeKind.BUDGET, TargetField.DAILY_BUDGET, 4000, "Budget"),
        Wanted(part.ad_groups.all()[0], ChangeKind.STATUS, TargetField.STATUS, "paused", "Group"),
    ]
    common = {"campaign": campaign, "label": "Both", "action": "campaign.changed", "why": Why(), "now": START}
    return ledger.record_changes(**common, wanted=wanted, actor=actor)


def set_policy(**values) -> None:
    """Set the organisation's thresholds."""
    Policy.objects.update_or_create(pk=1, defaults=values)


def decide(how: str, change_set: ChangeSet, actor: Actor, **more) -> ChangeSet:
    """Approve, reject, withdraw, retry or drop a set."""
    found = selectors.get_change_set(change_set.uuid)
    return getattr(services, f"{how}_change_set")(change_set=found, actor=actor, now=START, **more)


def states(change_set: ChangeSet) -> list[str]:
    """Return the states of a set's changes, in order."""
    return list(change_set.changes.order_by("id").values_list("state", flat=True))


def budget_here() -> int:
    """Return the desired budget of the only part."""
    return PlatformCampaign.objects.get().daily_budget_minor


def budget_there(sandbox) -> int:
    """Return the budget that the platform has."""
    (found,) = sandbox.control("GET", "objects", kind="campaign")["objects"]
    return int(found["data"]["daily_budget"])

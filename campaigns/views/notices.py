"""What is said before a change is pressed: who must approve it, what it does to what a platform has learned."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns import selectors
from campaigns.models import Ad
from campaigns.selectors.policy import currency_of
from campaigns.selectors.warnings import BUDGETS, LARGE_PERCENT
from campaigns.services import approvals, words
from campaigns.types import ObjectStatus, Wanted
from tenants import selectors as tenants
from tenants.roles import Permission
from tenants.types import Actor

ASKED_FIRST = "From {amount} an approver is asked first"
AMOUNT, GROWTH = "{amount} a day", "{percent}% more than now"
NEVER_MADE = "It was never made. Change it, or send it as it is to try once more; {platform} looks at it anew."
LOOKED_AT = "Sent with other words it is looked at anew; until then it does not run."
LARGE = "A step of more than about {percent}% up or down is likely to start its learning over"
STARTS_OVER = "This is likely to start its learning over"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know; `tone` as callouts have it, `icon` what stands beside it."""

    tone: str
    title: str
    text: str = ""
    icon: str = "info"


def list_notices(wanted: Sequence[Wanted], actor: Actor) -> list[Notice]:
    """Return what there is to know before these changes are sent; budgets stand for whatever may be typed."""
    return [*_learning(wanted), *_approval(wanted, actor)]


def why_refused(ad: Ad) -> list[Notice]:
    """Return the platform's own reason for an ad that it does not run."""
    is_refused = ad.status == ObjectStatus.REJECTED or ad.delivery == "rejected"
    if not is_refused:
        return []
    name = words.platform_name(ad.ad_group.platform_campaign.platform)
    said = LOOKED_AT if ad.external_id else NEVER_MADE.format(platform=name)
    reason = ad.reason.removeprefix(f"{name} refused: ") or f"{name} gave no reason."
    return [Notice("bad", f"{name} refused it", f"{reason} {said}", "triangle-alert")]


def list_facts(*texts: str) -> list[Notice]:
    """Return what else there is to know, of texts that may be empty."""
    return [Notice("note", text) for text in texts if text]


def _learning(wanted: Sequence[Wanted]) -> list[Notice]:
    """Return what starts learning over, with the platform's own words; of a budget, from which step on."""
    warnings = selectors.list_warnings([_largest(one) for one in wanted])
    if not warnings:
        return []
    is_budget = any(one.field in BUDGETS for one in wanted)
    title = LARGE.format(percent=LARGE_PERCENT) if is_budget else STARTS_OVER
    said = [f"{warning.text} {warning.evidence}".strip() for warning in warnings]
    return [Notice("warn", title, " ".join(said), "triangle-alert")]


def _largest(one: Wanted) -> Wanted:
    """Of a budget nobody has typed yet a step that counts is taken."""
    if one.field not in BUDGETS:
        return one
    return Wanted(one.target, one.kind, one.field, 2 * (getattr(one.target, one.field) or 0), one.label)


def _approval(wanted: Sequence[Wanted], actor: Actor) -> list[Notice]:
    """Return who must say yes to it, or from which amount on somebody must."""
    if reason := approvals.reason_for(wanted, actor):
        return [Notice("note", _who(actor), reason, "user-check")]
    limits = _limits() if any(one.field in BUDGETS for one in wanted) else []
    return [Notice("note", ASKED_FIRST.format(amount=" or ".join(limits)), icon="user-check")] if limits else []


def _who(actor: Actor) -> str:
    person = tenants.person_behind(actor)
    able = tenants.list_members_who(Permission.APPROVE_CHANGES)
    others = [member.user.name or member.user.email for member in able if member.user.uuid != person]
    if not others:
        return "You approve it yourself, with a second, explicit yes"
    return f"{others[0]} is asked to approve it" if len(others) == 1 else "Somebody is asked to approve it"


def _limits() -> list[str]:
    policy, said = selectors.get_policy(), []
    if policy.approve_above_minor is not None:
        said.append(AMOUNT.format(amount=words.of_money(policy.approve_above_minor, currency_of(policy))))
    if policy.approve_above_percent is not None:
        said.append(GROWTH.format(percent=policy.approve_above_percent))
    return said

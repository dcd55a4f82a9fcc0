"""What stands between a draft and its launch besides the platforms: limits and approvals; what runs on if we are gone."""

from dataclasses import dataclass

from campaigns.models import PlatformCampaign
from campaigns.selectors.policy import get_policy
from campaigns.services import approvals, guards
from campaigns.types import CampaignStatus, ChangeKind, TargetField, Wanted
from integrations.types import Platform
from tenants import clock, formats, place
from tenants import selectors as tenants
from tenants.roles import Permission
from tenants.templatetags.words import PLATFORM_NAMES
from tenants.types import Actor

CAPPED = (Platform.META,)
"""Where a cap on the whole campaign's spend is set on the platform itself, when it has daily budgets and an end."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """`refusals` are what limits say, `approval` why somebody must say yes ("": nobody), `approvers` their names."""

    refusals: tuple[str, ...]
    approval: str
    approvers: tuple[str, ...]
    is_alone: bool

    @property
    def button(self) -> str:
        """Return what the button says."""
        if not self.approval or self.is_alone:
            return ""
        return f"Ask {self.approvers[0]} to approve" if len(self.approvers) == 1 else "Ask for approval"


@dataclass(frozen=True, slots=True)
class Remains:
    """What a platform goes on with if Adwright is gone."""

    platform: str
    text: str
    is_open: bool


def look_ahead(parts: list[PlatformCampaign], actor: Actor) -> Outlook:
    """Return what limits and approvals say of launching these parts now."""
    wanted = [
        Wanted(part, ChangeKind.LAUNCH, TargetField.STATUS, CampaignStatus.ACTIVE, part.campaign.name) for part in parts
    ]
    policy = get_policy()
    refused = guards.list_refusals(wanted, now=clock.now(), policy=policy) if wanted else []
    refusals, reason = tuple(refusal.text for refusal in refused), approvals.reason_for(wanted, actor, policy)
    person = tenants.person_behind(actor)
    able = tenants.list_members_who(Permission.APPROVE_CHANGES) if reason else []
    others = tuple(member.user.name or member.user.email for member in able if member.user.uuid != person)
    is_alone = bool(reason) and not others
    return Outlook(refusals, reason, others, is_alone)


def what_remains(parts: list[PlatformCampaign]) -> list[Remains]:
    """Return for each platform when it ends by itself, and what bounds its spend there."""
    return list(dict.fromkeys(_remains(part) for part in parts))


def _remains(part: PlatformCampaign) -> Remains:
    name = PLATFORM_NAMES[part.platform]
    if part.end_date is None:
        text = (
            f"It has no end: {name} would go on showing it, and charging for it, until somebody switches it off there."
        )
        return Remains(part.platform, text, is_open=True)
    end = formats.day(part.end_date, place.current().locale)
    is_daily = part.lifetime_budget_minor is None
    cap = " A cap on its spend in all is set there too." if is_daily and part.platform in CAPPED else ""
    return Remains(
        part.platform, f"{name} itself holds the last day, {end}: it stops there without us.{cap}", is_open=False
    )

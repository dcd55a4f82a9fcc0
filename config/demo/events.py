"""What happened in the bakery's campaigns, done through the services that its pages call."""

from datetime import datetime
from uuid import UUID

import campaigns.selectors
import campaigns.services
from campaigns.models import Campaign
from campaigns.types import ChangeKind, Draft, DraftPart, Why
from config.demo import media, story
from config.demo.opening import actor_of
from config.demo.sandbox import Sandbox
from integrations.models import AdAccount

REJECTION = (
    "Your ad claims a delivery that the page does not offer: the text says it is posted in a tin, "
    "the page says collection only."
)


def launch(tale: story.Story, *, now: datetime) -> None:
    """Make the draft and have it launched; the jobs do the rest."""
    actor = actor_of(story.OWNER[0])
    parts = tuple(_part(tale, part, now) for part in tale.parts)
    draft = Draft(name=tale.name, purpose=tale.purpose, parts=parts)
    campaign = campaigns.services.create_draft(draft=draft, actor=actor, now=now)
    campaigns.services.launch_campaign(campaign=campaign, actor=actor, now=now)


def _part(tale: story.Story, part: story.Part, now: datetime) -> DraftPart:
    return DraftPart(
        _account(part).uuid,
        part.budget_minor,
        channel=part.channel,
        targeting=part.aim,
        creative=media.dress(part, tale, now=now),
    )


def _account(part: story.Part) -> AdAccount:
    return AdAccount.objects.get(platform=part.platform, name=story.ORGANIZATION["name"])


def list_accounts(tale: story.Story) -> list[str]:
    """Return the ids of the accounts that a campaign runs on."""
    return [str(_account(part).uuid) for part in tale.parts]


def happen(tale: story.Story, event: story.Event, *, sandbox: Sandbox, now: datetime) -> None:
    """Let one event happen: by a person through the ledger, or behind our back on the platform."""
    campaign = Campaign.objects.get(name=tale.name)
    if event.who == "platform":
        _behind_our_back(campaign, event, sandbox)
        return
    common = {"campaign": campaign, "actor": actor_of(event.who), "now": now}
    why = Why(reason=event.reason)
    match event.what:
        case "pause":
            campaigns.services.pause_campaign(**common, why=why)
        case "resume":
            campaigns.services.resume_campaign(**common, why=why)
        case "budget":
            target = _budget_of(campaign, event.where)
            campaigns.services.change_budget(**common, daily_budget_minor=event.budget_minor, target=target, why=why)
        case "undo":
            change = campaigns.selectors.list_changes(campaign=campaign, kind=ChangeKind.BUDGET).first()
            campaigns.services.undo_change(change=change, actor=common["actor"], now=now, reason=event.reason)
        case unknown:
            raise ValueError(f"the story knows no {unknown}")


def _budget_of(campaign: Campaign, platform: str) -> UUID | None:
    """Return the part whose budget it is; None where there is only one part."""
    return campaign.platform_campaigns.get(platform=platform).uuid if platform else None


def _behind_our_back(campaign: Campaign, event: story.Event, sandbox: Sandbox) -> None:
    part = campaign.platform_campaigns.get()
    if event.what == "budget":
        sandbox.set_budget(part.external_id, event.budget_minor)
    else:
        sandbox.reject_ad(part.ad_groups.get().ads.get().external_id, REJECTION)

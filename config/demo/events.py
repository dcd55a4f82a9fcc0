"""What happened in the bakery's campaigns, done through the services that its pages call."""

import io
from datetime import datetime

import campaigns.selectors
import campaigns.services
import creatives.services
from campaigns.models import Campaign
from campaigns.types import ChangeKind, Draft, Why
from config.demo import art, story
from config.demo.opening import actor_of
from config.demo.sandbox import Sandbox

REJECTION = (
    "Your ad claims a delivery that the page does not offer: the text says it is posted in a tin, "
    "the page says collection only."
)


def launch(tale: story.Story, *, account, now: datetime) -> None:
    """Make the draft and have it launched; the jobs do the rest."""
    actor = actor_of(story.OWNER[0])
    picture = art.draw(*tale.picture)
    asset = creatives.services.add_image(
        file=io.BytesIO(picture), label=tale.name, byte_size=len(picture), actor=actor, now=now
    )
    draft = Draft(
        name=tale.name,
        purpose=tale.purpose,
        ad_account=account.uuid,
        daily_budget_minor=tale.budget_minor,
        countries=("IE",),
        link=tale.link,
        primary_text=tale.primary_text,
        headline=tale.headline,
        description=tale.description,
        call_to_action=tale.call_to_action,
        asset=asset.uuid,
    )
    campaign = campaigns.services.create_draft(draft=draft, actor=actor, now=now)
    campaigns.services.launch_campaign(campaign=campaign, actor=actor, now=now)


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
            campaigns.services.change_budget(**common, daily_budget_minor=event.budget_minor, why=why)
        case "undo":
            change = campaigns.selectors.list_changes(campaign=campaign, kind=ChangeKind.BUDGET).first()
            campaigns.services.undo_change(change=change, actor=common["actor"], now=now, reason=event.reason)
        case unknown:
            raise ValueError(f"the story knows no {unknown}")


def _behind_our_back(campaign: Campaign, event: story.Event, sandbox: Sandbox) -> None:
    part = campaign.platform_campaigns.get()
    if event.what == "budget":
        sandbox.set_budget(part.external_id, event.budget_minor)
    else:
        sandbox.reject_ad(part.ad_groups.get().ads.get().external_id, REJECTION)

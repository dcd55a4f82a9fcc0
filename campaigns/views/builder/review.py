"""The last step: exactly what a launch would make, what each platform says of it, what it may cost, who must say yes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from campaigns import selectors, services
from campaigns.forms.builder import edits
from campaigns.models import PlatformCampaign
from campaigns.views.builder import previews, stepper
from campaigns.views.builder.common import Page
from campaigns.views.builder.outlook import Outlook, look_ahead, what_remains
from campaigns.views.totals import totals_of
from tenants import access, clock, place
from tenants.roles import Permission
from tenants.templatetags.words import PLATFORM_NAMES


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checks; `step` is where it can be mended."""

    text: str
    note: str = ""
    step: str = ""
    is_good: bool = False


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def review_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show exactly what a launch would make, with each platform's verdict."""
    campaign = selectors.get_campaign(campaign_id)
    if campaign.status != "draft" or services.launch_under_way(campaign):
        return redirect("campaigns:detail", campaign.uuid)
    page = Page(request, "review", campaign, services.read_draft(campaign))
    preview = services.preview_campaign(campaign=campaign, now=clock.now(), among=page.accounts)
    parts = [one.part for one in preview.parts]
    outlook = look_ahead(parts, request.actor)
    steps = stepper.list_steps("review", page.draft, preview.gaps, page.chosen, campaign)
    checks = list(list_checks(preview, outlook))
    may_edit, shown = request.membership.may(Permission.EDIT_CAMPAIGNS), list(_drawings(page))
    context = {
        "campaign": campaign, "draft": page.draft, "steps": steps, "here": steps[-1], "page": page, "before": "schedule",
        "preview": preview, "totals": totals_of(preview.parts), "outlook": outlook, "remains": what_remains(parts),
        "checks": [check for check in checks if not check.is_good], "passed": [one for one in checks if one.is_good],
        "drawings": first_of(shown), "more_drawings": others_of(shown), "can_edit": may_edit,
        **_compared(parts),
        "is_ready": preview.is_ready and not outlook.refusals, "names": [PLATFORM_NAMES[part.platform] for part in parts],
    }  # fmt: skip
    return render(request, "campaigns/builder/review.html", context)


def _compared(parts: list[PlatformCampaign]) -> dict[str, Any]:
    """Return when the accounts were last read, with whose state limits compare: the oldest; None if one never was.

    `compared_day` is its day (in the organisation's time zone) where that is not today.
    """
    read, zone = [part.account.objects_synced_at for part in parts], place.current().zone
    at = min(read) if read and all(read) else None
    day = at.astimezone(zone).date() if at else None
    return {"compared_at": at, "compared_day": day if day != clock.now().astimezone(zone).date() else None}


def first_of(shown: list[tuple[list, list]]) -> list[previews.Drawing]:
    """Return the first ad of each ad account, in each place where it is shown."""
    return [drawing for first, _ in shown for drawing in first]


def others_of(shown: list[tuple[list, list]]) -> list[previews.Drawing]:
    """Return the other ads, each in one place."""
    return [drawing for _, others in shown for drawing in others]


def list_checks(preview, outlook: Outlook) -> Iterator[Check]:
    """Yield what was looked at, what is wrong first."""
    gaps = {text for fields in preview.gaps.values() for texts in fields.values() for text in texts}
    if preview.problem and not (gaps and all(text in preview.problem for text in gaps)):
        yield Check(preview.problem)
    for step, fields in preview.gaps.items():
        for text in dict.fromkeys(text for texts in fields.values() for text in texts):
            yield Check(text, stepper.LABELS[step], step)
    for text in outlook.refusals:
        yield Check(text, "Your limits", "platforms")
    for one in preview.parts:
        yield from _verdict(one, gaps)
    yield from _passed(preview, outlook)


def _verdict(one, gaps: set[str]) -> Iterator[Check]:
    name = PLATFORM_NAMES[one.part.platform]
    for problem in one.problems:
        if problem.text not in gaps:
            yield Check(
                problem.text,
                name if one.is_checked else f"{name}; not checked there",
                stepper.drafting_step(problem.field),
            )
    if one.is_checked and not one.problems:
        yield Check(f"{name} takes the plan as it is", "asked just now; nothing was made", is_good=True)


def _passed(preview, outlook: Outlook) -> Iterator[Check]:
    accounts = [one.part.account for one in preview.parts]
    if accounts and not any(account.blocking_needs for account in accounts):
        named = ", ".join(f"{account.name}, {account.currency}" for account in accounts)
        yield Check(
            "Ad accounts connected and ready" if accounts[1:] else "Ad account connected and ready", named, is_good=True
        )
    if preview.parts and "ads" not in preview.gaps:
        count = sum(len(group.ads.all()) for one in preview.parts for group in one.part.ad_groups.all())
        yield Check("Every text within its limits", f"{count} ad{'s' if count != 1 else ''}", is_good=True)
    if preview.parts and not outlook.refusals:
        yield Check("Budget within your limits", "of the organisation and of each ad account", is_good=True)
    if preview.parts:
        is_political = any(one.part.is_eu_political for one in preview.parts)
        yield Check("EU political advertising declared", "it is" if is_political else "it is not", is_good=True)


def _drawings(page: Page) -> Iterator[tuple[list[previews.Drawing], list[previews.Drawing]]]:
    """Yield each account's drawings: the first ad everywhere it is shown, every other one in its first place."""
    spots = list(edits.spots(page.draft))
    assets = previews.assets_of(spot.creative for spot in spots)
    for part in page.draft.parts:
        account = page.chosen.get(part.ad_account)
        mine = [spot for spot in spots if spot.part is part]
        if account and mine:
            channel = previews.channel_of(account, page.draft.purpose, part.channel)
            made = [
                previews.draw(account, channel, spot.creative, assets, n, len(mine)) for n, spot in enumerate(mine, 1)
            ]
            yield made[0], [drawings[0] for drawings in made[1:]]

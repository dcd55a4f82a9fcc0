"""How far things are, without loading the page again: a change set's steps on each platform; later, what platforms say.

Both are asked for by the page again and again, ever more seldom.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from campaigns import selectors
from campaigns.models import Campaign, Change, ChangeSet, LaunchStep
from campaigns.selectors.standing import steps_of
from campaigns.types import IN_FLIGHT, ChangeState, StepState
from tenants import access, clock
from tenants.roles import Permission

SOON_S, LATE_S = 2, 15
"""A progress is asked for every 2 s at first, and every 15 s from four minutes on."""
LOOKS_S = (15, 30, 60, 120)
"""A page on which nothing is under way is compared with what platforms say after so many seconds, then every two minutes."""
BEFORE, AFTER = 2, 3


@dataclass(frozen=True, slots=True)
class OnPlatform:
    """How far one platform is: what it is at, how many steps are done, those around the present one, what went wrong."""

    platform: str
    text: str
    tone: str
    done: int
    total: int
    steps: list[LaunchStep]
    left_out: list[str]


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def change_set_progress(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Show how far a change set is; when it is settled, have the page's main part drawn anew (its toasts stay)."""
    change_set = selectors.get_change_set(change_set_id)
    if not any(change.state in IN_FLIGHT for change in change_set.changes.all()):
        return render(request, "campaigns/_settled.html", {"page": _page_behind(request, change_set)})
    return render(request, "campaigns/_progress.html", {"job": progress_of(change_set, clock.now())})


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def live_status(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Compare what a campaign's page shows (`seen`) with what is known now; have it drawn anew where that is more."""
    campaign = selectors.get_campaign(campaign_id)
    looks = request.GET.get("looks", "0")
    looked = int(looks) if looks.isdecimal() and len(looks) < 6 else 0
    if request.GET.get("seen") != mark_of(campaign):
        page = _behind(request, reverse("campaigns:detail", args=[campaign.uuid]))
        return render(request, "campaigns/_settled.html", {"page": page})
    return render(request, "campaigns/_live.html", {"campaign": campaign, "live": live_of(campaign, looked + 1)})


def progress_of(change_set: ChangeSet, now: datetime) -> dict:
    """Return what is being done, how much of how much, on which platform, and why it waits where it waits."""
    changes = sorted(change_set.changes.all(), key=lambda change: change.pk)
    moving = [change for change in changes if change.state in IN_FLIGHT]
    steps = [step for change in changes for step in steps_of(change)]
    now_at = next((step.label for change in moving for step in steps_of(change) if _is_open(step)), "")
    waits = next((change.error for change in moving if change.state == ChangeState.APPROVED and change.error), "")
    return {
        "change_set": change_set,
        "text": now_at if now_at and len(changes) == 1 else change_set.label,
        "done": sum(step.state == StepState.DONE for step in steps),
        "total": len(steps),
        "note": _note(waits, len(changes)),
        "wait": seconds_to_wait(change_set, now),
        "platforms": [_on_platform(change) for change in changes if steps_of(change)],
    }


def seconds_to_wait(change_set: ChangeSet, now: datetime) -> int:
    """Return after how many seconds to ask again: longer, the older the set is."""
    age_s = max((now - change_set.created_at).total_seconds(), 0)
    return int(min(SOON_S + age_s // 20, LATE_S))


def live_of(campaign: Campaign, looked: int = 0) -> dict:
    """Return what a page carries along to be compared later: its mark, how often it was compared, and the wait."""
    return {"seen": mark_of(campaign), "looks": looked, "wait": LOOKS_S[min(looked, len(LOOKS_S) - 1)]}


def mark_of(campaign: Campaign) -> str:
    """Return a short mark of everything that a campaign's page says of states; other states, another mark."""
    parts = list(campaign.platform_campaigns.all())
    groups = [group for part in parts for group in part.ad_groups.all()]
    rows = [*parts, *groups, *(ad for group in groups for ad in group.ads.all())]
    said = [
        (row.pk, row.status, row.delivery, row.review, row.learning, row.observed_status, row.reason, str(row.gone_at))
        for row in rows
    ]
    moving = [(change.pk, change.state) for change in campaign.changes_in_flight]
    text = repr((campaign.status, str(campaign.end_date), said, moving))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _on_platform(change: Change) -> OnPlatform:
    steps = steps_of(change)
    place = next((place for place, step in enumerate(steps) if _is_open(step)), len(steps))
    done = sum(step.state == StepState.DONE for step in steps)
    refused = [step.error for step in steps if step.state == StepState.FAILED and step.error]
    left_out = [text for text in refused if change.state != ChangeState.FAILED and text != change.error]
    around = steps[max(place - BEFORE, 0) : place + AFTER] if change.state in IN_FLIGHT else []
    text, tone = _said(change, steps[place].label if place < len(steps) else "")
    return OnPlatform(change.platform, text, tone, done, len(steps), around, list(dict.fromkeys(left_out)))


def _note(waits: str, count: int) -> str:
    """Say why it waits, where each platform does not say so itself."""
    if not waits:
        return "You can leave this page; it goes on."
    return f"{waits if count == 1 else 'Some of it waits.'} It is tried again by itself. You can leave this page."


def _said(change: Change, now_at: str) -> tuple[str, str]:
    if change.state == ChangeState.FAILED:
        return change.error, "bad"
    if change.state == ChangeState.APPLIED:
        return "Made and switched on", "good"
    return (change.error, "warn") if change.error and change.state == ChangeState.APPROVED else (now_at, "")


def _is_open(step: LaunchStep) -> bool:
    return step.state in (StepState.PENDING, StepState.TRYING)


def _page_behind(request: HttpRequest, change_set: ChangeSet) -> str:
    """Return the page that the progress stands on: the campaign's, or where several were changed the one that is open."""
    if change_set.campaign:
        return _behind(request, reverse("campaigns:detail", args=[change_set.campaign.uuid]))
    shown = urlsplit(request.htmx.current_url or "")
    return shown.path or reverse("campaigns:list")


def _behind(request: HttpRequest, page: str) -> str:
    """Return a page in the period that is looked at."""
    shown = urlsplit(request.htmx.current_url or "")
    return f"{page}?{shown.query}" if shown.path == page and shown.query else page

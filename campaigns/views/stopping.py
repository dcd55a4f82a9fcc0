"""The stop: everything off, how far each platform is, and starting again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns import selectors, services
from campaigns.selectors.stopping import Stop
from campaigns.views.answers import told
from tenants import access, clock
from tenants.errors import Conflict
from tenants.roles import Permission

BACK_OFF = ((60, 2), (300, 5), (1800, 15))
"""Until so many seconds after the stop the page asks every so many; then every minute."""


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def show_stop(request: HttpRequest) -> HttpResponse:
    """Show what a stop would pause; while one holds, what each platform has confirmed, and what can be started again."""
    policy, now = selectors.get_policy(), clock.now()
    stop, running = selectors.get_stop(policy), selectors.get_running(now=now)
    context = {
        "stop": stop,
        "running": running.campaign_count,
        "running_count": running.campaign_count,
        "by_platform": running.by_platform,
        "out_of_reach": running.out_of_reach,
        "committed": selectors.list_commitments(now=now, book=running.book, policy=policy),
        "every_s": _every_s(stop),
        "can_stop": request.membership.may(Permission.EDIT_CAMPAIGNS),
        "can_start": request.membership.may(Permission.LAUNCH_CAMPAIGNS),
    }
    template = "campaigns/_stop_progress.html" if request.htmx and not request.htmx.boosted else "campaigns/stop.html"
    return render(request, template, context)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def stop_everything(request: HttpRequest) -> HttpResponse:
    """Pause everything, and forbid every start."""
    reason = request.POST.get("reason", "").strip()[:500]
    services.stop_everything(actor=request.actor, now=clock.now(), reason=reason)
    return redirect("campaigns:stop")


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def start_again(request: HttpRequest) -> HttpResponse:
    """Switch on what the stop paused: what is ticked."""
    only = _ticked(request)
    started = services.start_again(actor=request.actor, now=clock.now(), only=only)
    count = started.changes.count() if started else 0
    messages.success(request, f"{count} {'part is' if count == 1 else 'parts are'} being switched on.")
    return redirect("campaigns:stop")


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def lift_stop(request: HttpRequest) -> HttpResponse:
    """Allow starts again, and start nothing."""
    services.lift_stop(actor=request.actor, now=clock.now())
    messages.success(request, "Nothing is stopped any more. What is paused stays paused.")
    return redirect("campaigns:stop")


def _ticked(request: HttpRequest) -> set[UUID]:
    known = {str(part.uuid): part.uuid for part in selectors.get_stop().restartable}
    ticked = {known[text] for text in request.POST.getlist("part") if text in known}
    if not ticked and known:
        raise Conflict("Tick what is to be switched on, or lift the stop only.")
    return ticked


def _every_s(stop: Stop) -> int:
    """Return how often the page asks again, in seconds; 0 when there is nothing to wait for."""
    if stop.stopped_at is None or stop.is_settled:
        return 0
    age_s = (clock.now() - stop.stopped_at).total_seconds()
    return next((every for until, every in BACK_OFF if age_s < until), 60)

"""Closures: the days on which campaigns pause by themselves, of one campaign or of all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns import selectors, services
from campaigns.forms.limits import ClosureForm
from campaigns.models import Closure
from campaigns.selectors.closing import OPEN, list_closable
from campaigns.types import ClosureKind
from campaigns.views.answers import told
from tenants import access, clock
from tenants.errors import Conflict, Invalid
from tenants.place import today
from tenants.roles import Permission


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def list_closures(request: HttpRequest) -> HttpResponse:
    """Show what pauses when, what is paused now, and what has been."""
    initial = {"from_date": today(clock.now()), "campaign": request.GET.get("campaign", "")}
    return _show(request, ClosureForm(initial=initial, campaigns=list_closable()))


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def create_closure(request: HttpRequest) -> HttpResponse:
    """Plan a closure; one that begins today begins at once."""
    form = ClosureForm(request.POST, campaigns=list_closable())
    if form.is_valid():
        try:
            services.create_closure(**_asked(form), actor=request.actor, now=clock.now())
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.add_error(None, error.message)
        else:
            return redirect("campaigns:closures")
    return _show(request, form, status=422)


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def edit_closure(request: HttpRequest, closure_id: UUID) -> HttpResponse:
    """Show a closure's days to be moved."""
    closure = selectors.get_closure(closure_id)
    days = {name: getattr(closure, name) for name in ("kind", "from_date", "to_date", "note")}
    return _edit(request, closure, ClosureForm(initial=days))


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
def update_closure(request: HttpRequest, closure_id: UUID) -> HttpResponse:
    """Move a closure's days."""
    closure = selectors.get_closure(closure_id)
    form = ClosureForm({**request.POST.dict(), "kind": closure.kind, "campaign": ""})
    if form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("from_date", "to_date", "note")}
        try:
            services.update_closure(closure=closure, **days, actor=request.actor, now=clock.now())
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.add_error(None, error.message)
        else:
            return redirect("campaigns:closures")
    return _edit(request, closure, form)


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def end_closure(request: HttpRequest, closure_id: UUID) -> HttpResponse:
    """End a closure before its time; what it paused runs again, or stays paused."""
    closure = selectors.get_closure(closure_id)
    resumes = request.POST.get("resumes", "yes") == "yes"
    ended = services.end_closure(closure=closure, actor=request.actor, now=clock.now(), resumes=resumes)
    messages.success(request, "What it paused is being switched on." if ended.resume_set else "It is over.")
    return redirect("campaigns:closures")


def _asked(form: ClosureForm) -> dict:
    values = dict(form.cleaned_data)
    uuid = values.pop("campaign")
    campaign = selectors.get_campaign(uuid, deep=False) if uuid else None
    return values | {"campaign": campaign, "kind": ClosureKind(values["kind"])}


def _show(request: HttpRequest, form: ClosureForm, status: int = 200) -> HttpResponse:
    rows = list(selectors.list_closures())
    day = today(clock.now())
    context = {
        "form": form,
        "open": [row for row in rows if row.state in OPEN],
        "past": [row for row in reversed(rows) if row.state not in OPEN][:20],
        "late": [row for row in rows if row.state == "on" and row.to_date and row.to_date < day],
        "can_edit": request.membership.may(Permission.EDIT_CAMPAIGNS),
        "can_end": request.membership.may(Permission.LAUNCH_CAMPAIGNS),
    }
    return render(request, "campaigns/closures.html", context, status=status)


def _edit(request: HttpRequest, closure: Closure, form: ClosureForm) -> HttpResponse:
    context = {"closure": closure, "form": form, "can_end": request.membership.may(Permission.LAUNCH_CAMPAIGNS)}
    return render(request, "campaigns/closure.html", context, status=422 if form.errors else 200)

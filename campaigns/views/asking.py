"""A form that is asked for in a dialog: under HTMX the dialog's body, without script a page of its own.

It stands at the address that it is sent to. What is wrong stands beside its field, whoever found it: the form, the
service, or that somebody else was faster.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from campaigns.models import Campaign, ChangeSet
from campaigns.views.answers import back, done
from campaigns.views.notices import Notice
from tenants.errors import Conflict, Invalid

CHANGED = "Somebody changed it while you were writing. Now it is: {now}. Look at it, then send yours again if you still want it."


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a title, a form, the button that sends it.

    `send` makes the change of a form that is in order. `was` is the value that the form starts from and `now` the same
    for people: a form that was drawn from another value is told so. `problems` are what was wrong with uploads, by input.
    `is_search`: it was sent to look for something to choose, not to change anything.
    """

    campaign: Campaign
    title: str
    button: str
    form: Any
    send: Callable[[Any], ChangeSet]
    fields: str = "campaigns/ask/_fields.html"
    was: Any = None
    now: str = ""
    notices: Sequence[Notice] = ()
    problems: Mapping[str, list[str]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    is_search: bool = False

    @property
    def seen(self) -> str:
        """Return a short mark of the value that the form starts from."""
        return hashlib.sha256(repr(self.was).encode()).hexdigest()[:16]


def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """Show the form; or take what was sent, and show the form once more (422) where something is wrong with it."""
    if request.method != "POST" or question.is_search:
        return _show(request, question)
    change_set = _send(request, question)
    if change_set is None:
        return _show(request, question, status=422)
    return done(request, question.campaign, change_set, f"{change_set.label}: being changed.")


def typed(request: HttpRequest) -> Any:
    """Return what was sent, for a form; None where nothing was."""
    return request.POST if request.method == "POST" else None


def _send(request: HttpRequest, question: Question) -> ChangeSet | None:
    """Make the change; None when something is wrong, which the form then says."""
    form = question.form
    if not form.is_valid() or question.problems:
        form.show(Invalid(dict(question.problems)))
        return None
    if request.POST.get("seen", question.seen) != question.seen:
        form.add_error(None, CHANGED.format(now=question.now))
        return None
    try:
        return question.send(form)
    except Invalid as error:
        form.show(error)
    except Conflict as error:
        form.add_error(None, error.message)
    return None


def _show(request: HttpRequest, question: Question, *, status: int = 200) -> HttpResponse:
    """Draw the dialog's body, or a page around it."""
    leave = back(request, reverse("campaigns:detail", args=[question.campaign.uuid]))
    template = "campaigns/ask/_form.html" if request.htmx else "campaigns/ask/page.html"
    context = {
        "ask": question,
        "form": question.form,
        "in_dialog": bool(request.htmx),
        "leave": leave,
        **question.more,
    }
    return render(request, template, context, status=status)

"""History: who did what, when and why."""

import csv
from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns import selectors
from campaigns.forms import HistoryForm
from campaigns.models import Campaign
from campaigns.templatetags import changes as words
from campaigns.types import ChangeKind, ChangeState
from campaigns.views.csv_lines import Echo, safe
from tenants import access, place
from tenants.roles import Permission
from tenants.types import ActorKind

PAGE_SIZE = 50
CSV_MOST = 50_000
COLUMNS = (
    "when", "who", "kind_of_actor", "campaign", "what", "before", "after", "unit", "why", "state", "change_id",
    "change_set_id", "approval", "decided_by", "decided_at", "note",
)  # fmt: skip
ACTORS = {
    ActorKind.USER: "People", ActorKind.API_KEY: "API keys", ActorKind.RULE: "Rules", ActorKind.OPTIMIZER: "Budget moves",
    ActorKind.EXPERIMENT: "Tests", ActorKind.SYSTEM: "Adwright",
}  # fmt: skip


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def show_history(request: HttpRequest) -> HttpResponse:
    """List the ledger's entries, newest first."""
    form, found, campaign = _filtered(request)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    given = {name: value for name, value in request.GET.items() if value and name != "page"}
    context = {
        "form": form, "page": page, "days": _by_day(page), "query": urlencode(given) + "&" if given else "", "campaign": campaign,
        "kinds": [(kind.value, kind.value.capitalize()) for kind in ChangeKind], "actors": [(k.value, v) for k, v in ACTORS.items()],
        "states": list(ChangeState), "asked": {name: request.GET.get(name, "") for name in form.fields}, "is_filtered": bool(given),
        "can_launch": request.membership.may(Permission.LAUNCH_CAMPAIGNS),
    }  # fmt: skip
    return render(request, "campaigns/history.html", context, status=422 if form.errors else 200)


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def history_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Give the same entries as a table, at most 50,000."""
    _, found, _ = _filtered(request)
    response = StreamingHttpResponse(_lines(found[:CSV_MOST]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="history.csv"'
    return response


def _filtered(request: HttpRequest):
    form = HistoryForm({name: value.replace("\x00", "") for name, value in request.GET.items()})
    form.is_valid()
    asked = form.cleaned_data
    campaign = _campaign(asked.get("campaign"))
    found = selectors.list_changes(
        campaign=campaign,
        target=asked.get("target"),
        actor_kind=asked.get("actor", ""),
        kind=asked.get("kind", ""),
        state=asked.get("state", ""),
        search=asked.get("search", ""),
        since=asked.get("since"),
        until=asked.get("until"),
        zone=place.current().zone,
    )
    return form, found, campaign


def _campaign(uuid: UUID | None) -> Campaign | None:
    return selectors.get_campaign(uuid, deep=False) if uuid else None


def _by_day(page) -> list[tuple]:
    """Group a page's changes by their day here."""
    zone, days = place.current().zone, {}
    for change in page:
        days.setdefault(change.created_at.astimezone(zone).date(), []).append(change)
    return list(days.items())


def _lines(found) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    for change in found.iterator(chunk_size=500):
        yield writer.writerow([safe(value) for value in _row(change)])


def _row(change) -> list[str]:
    made = change.change_set
    return [
        change.created_at.isoformat(), change.actor_label, change.actor_kind, change.campaign.name, words.change_what(change),
        words.change_before(change), words.change_after(change), words.change_unit(change), words.change_why(change),
        "undone" if change.is_undone else change.state, str(change.uuid), str(made.uuid), made.decision,
        made.decided_by_label, made.decided_at.isoformat() if made.decided_at else "", made.decision_note,
    ]  # fmt: skip

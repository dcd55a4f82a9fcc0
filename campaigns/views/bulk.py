"""One thing done to many campaigns: a page that shows every line first, then all of it at once."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

import integrations.selectors
from campaigns import selectors, services
from campaigns.forms.bulk import HOW, BulkForm, read_chosen
from campaigns.types import Why
from campaigns.types.bulk import BulkAction, BulkPreview, BulkResult, Line
from campaigns.types.finding import FILTERS
from campaigns.views.answers import back, go_to_approval, waits_for_approval
from tenants import access, clock
from tenants.errors import AdwrightError, Conflict, Invalid
from tenants.roles import Permission

PAGE_SIZE = 100
CARRIED = (*FILTERS, "all", "campaign", "action", "how", "amount", "currency", "new_tag", "new_label", "no_label")
UNDONE_BY_WORDS = {BulkAction.ADD_TAG: BulkAction.REMOVE_TAG, BulkAction.REMOVE_TAG: BulkAction.ADD_TAG}
MOST_IN_ADDRESS = 100
REASON_LENGTH = 500


@require_GET
@access.page(Permission.EDIT_CAMPAIGNS)
def preview_bulk(request: HttpRequest) -> HttpResponse:
    """Show every line of what would happen, or ask first for the amount, the tag or the label that it needs."""
    form = BulkForm(request.GET)
    if not form.is_valid() and ("action" in form.errors or "new_label" in form.errors):
        return redirect("campaigns:list")
    try:
        return _draw(request, request.GET, form, None if form.errors or form.lacks else _preview(request, form))
    except Invalid as error:
        if "campaigns" in error.fields:
            messages.error(request, error.fields["campaigns"][0])
            return redirect("campaigns:list")
        texts = [text for texts in error.fields.values() for text in texts]
        return _draw(request, request.GET, form, None, problem=" ".join(texts), status=422)
    except Conflict as error:
        return _draw(request, request.GET, form, None, problem=error.message, status=409)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def apply_bulk(request: HttpRequest) -> HttpResponse:
    """Do it; where something changed since the lines were shown, show them again."""
    given = request.POST if "action" in request.POST else request.GET
    form = BulkForm(given)
    if not form.is_valid():
        return redirect("campaigns:list")
    why, chosen = Why(request.POST.get("reason", "")[:REASON_LENGTH]), read_chosen(given)
    try:
        result = services.apply_bulk(
            bulk=form.bulk(), chosen=chosen, actor=request.actor, now=clock.now(), why=why,
            fingerprint=request.POST.get("fingerprint", ""),
        )  # fmt: skip
    except AdwrightError as error:
        texts = [text for texts in error.fields.values() for text in texts] if isinstance(error, Invalid) else []
        messages.error(request, " ".join(texts) or error.message)
        return redirect(f"{reverse('campaigns:bulk')}?{_carried(given)}")
    return _done(request, result)


def _preview(request: HttpRequest, form: BulkForm) -> BulkPreview:
    return services.preview_bulk(
        bulk=form.bulk(), chosen=read_chosen(request.GET), actor=request.actor, now=clock.now()
    )


def _draw(
    request: HttpRequest,
    given: QueryDict,
    form: BulkForm,
    preview: BulkPreview | None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    action = BulkAction(form.cleaned_data["action"])
    lines: Sequence[Line] = preview.lines if preview else ()
    context = {
        "action": action.value,
        "preview": preview,
        "page": Paginator(lines, PAGE_SIZE).get_page(given.get("page")),
        "problem": problem or " ".join(text for texts in form.errors.values() for text in texts),
        "carried": [(name, value) for name in CARRIED for value in given.getlist(name) if value],
        "query": _carried(given) + "&",
        "asks": action in (BulkAction.BUDGET, BulkAction.ADD_TAG, BulkAction.REMOVE_TAG, BulkAction.LABEL),
        "how": list(HOW.items()),
        "given": given,
        "currencies": sorted({account.currency for account in integrations.selectors.list_ad_accounts()}),
        "labels": selectors.list_labels() if action == BulkAction.LABEL else [],
        "tags": selectors.list_tags() if action in UNDONE_BY_WORDS else [],
    }
    return render(request, "campaigns/bulk.html", context, status=status)


def _done(request: HttpRequest, result: BulkResult) -> HttpResponse:
    change_set, preview = result.change_set, result.preview
    if change_set and waits_for_approval(change_set):
        return go_to_approval(request, change_set)
    left = f" {len(preview.refused)} stay as they are." if preview.refused else ""
    text = f"{preview.label}: being done.{left}" if change_set else f"{preview.label}: done.{left}"
    messages.success(request, text, extra_tags=_undo(request, result))
    return redirect(back(request, reverse("campaigns:list")))


def _undo(request: HttpRequest, result: BulkResult) -> str:
    """Return where the toast's undo leads: of what reaches platforms to the set's, of words to their opposite."""
    bulk = result.preview.bulk
    if result.change_set and bulk.action != BulkAction.ARCHIVE:
        can_undo = request.membership.may(Permission.LAUNCH_CAMPAIGNS)
        return f"undo:{reverse('campaigns:undo_change_set', args=[result.change_set.uuid])}" if can_undo else ""
    campaigns = [line.campaign for line in result.preview.changing]
    if bulk.action in UNDONE_BY_WORDS and len(campaigns) <= MOST_IN_ADDRESS:
        pairs = [("action", UNDONE_BY_WORDS[bulk.action].value), ("new_tag", bulk.tag)]
    elif bulk.action == BulkAction.LABEL and len(campaigns) <= MOST_IN_ADDRESS and _was_same(campaigns):
        before = campaigns[0].label
        pairs = [("action", "label"), ("new_label", str(before.uuid)) if before else ("no_label", "1")]
    else:
        return ""
    every = [*pairs, *(("campaign", str(campaign.uuid)) for campaign in campaigns)]
    return f"undo:{reverse('campaigns:apply_bulk')}?{urlencode(every)}"


def _was_same(campaigns: list) -> bool:
    return len({campaign.label_id for campaign in campaigns}) == 1


def _carried(given: QueryDict) -> str:
    return urlencode([(name, value) for name in CARRIED for value in given.getlist(name) if value])

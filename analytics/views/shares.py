"""The part of a report's page where links for people without an account are made, copied and withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from analytics import services
from analytics.forms_shares import ShareLinkForm
from analytics.models import Edition
from analytics.panels.shares import list_rows
from analytics.selectors import shares
from analytics.selectors.reports import get_edition
from tenants import access, clock
from tenants.errors import Invalid
from tenants.forms import show_errors
from tenants.roles import Permission


@require_safe
@never_cache
@access.page(Permission.VIEW_CAMPAIGNS)
def share_links(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show the links to a report."""
    edition = get_edition(edition_id)
    return _show(request, edition, ShareLinkForm(edition))


@require_POST
@never_cache
@access.page(Permission.EDIT_CAMPAIGNS)
def create_share_link(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Make a link to this edition, or to whatever is the newest of its report."""
    edition = get_edition(edition_id)
    form = ShareLinkForm(edition, request.POST)
    if form.is_valid():
        about = (edition.report if form.cleaned_data["newest"] else None) or edition
        given = {"days": form.cleaned_data["days"], "password": form.cleaned_data["password"]}
        try:
            services.create_share_link(about=about, **given, actor=request.actor, now=clock.now())
        except Invalid as error:
            show_errors(form, error)
        else:
            form = ShareLinkForm(edition)
    return _show(request, edition, form)


@require_POST
@never_cache
@access.page(Permission.EDIT_CAMPAIGNS)
def revoke_share_link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Withdraw a link."""
    link = services.revoke_share_link(link=shares.get_share_link(link_id), actor=request.actor, now=clock.now())
    edition = link.edition or Edition.objects.filter(report=link.report_id).first()
    if edition is None:
        messages.success(request, "The link is withdrawn. There is nothing at its address any more.")
        return redirect("analytics:reports")
    return _show(request, edition, ShareLinkForm(edition))


def _show(request: HttpRequest, edition: Edition, form: ShareLinkForm) -> HttpResponse:
    may_share = request.membership.may(Permission.EDIT_CAMPAIGNS)
    rows = list_rows(edition, clock.now())
    context = {"edition": edition, "rows": rows, "form": form, "may_share": may_share}
    template = "analytics/shares/_links.html" if request.htmx else "analytics/shares/links.html"
    return render(request, template, context, status=422 if form.errors else 200)

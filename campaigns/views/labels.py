"""Labels."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from campaigns import selectors, services
from campaigns.views.answers import told
from tenants import access, clock
from tenants.roles import Permission


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def list_labels(request: HttpRequest) -> HttpResponse:
    """Show the labels with how many campaigns lie in each, and the tags."""
    can_edit = request.membership.may(Permission.EDIT_CAMPAIGNS)
    context = {"labels": selectors.list_labels(), "tags": selectors.list_tags(), "can_edit": can_edit}
    return render(request, "campaigns/labels.html", context)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def create_label(request: HttpRequest) -> HttpResponse:
    """Make a label."""
    services.create_label(name=request.POST.get("name", ""), actor=request.actor, now=clock.now())
    return redirect("campaigns:labels")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def rename_label(request: HttpRequest, label_id: UUID) -> HttpResponse:
    """Give a label another name."""
    name = request.POST.get("name", "")
    services.rename_label(label_id=label_id, name=name, actor=request.actor, now=clock.now())
    return redirect("campaigns:labels")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def delete_label(request: HttpRequest, label_id: UUID) -> HttpResponse:
    """Delete a label."""
    services.delete_label(label_id=label_id, actor=request.actor, now=clock.now())
    messages.success(request, "The label is deleted. Its campaigns stay.")
    return redirect("campaigns:labels")

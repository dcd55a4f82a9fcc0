"""Members and invitations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tenants import access, clock, forms, selectors, services
from tenants.errors import AdwrightError, Conflict, Forbidden, Invalid
from tenants.models import Membership
from tenants.roles import Permission, may_grant
from tenants.views.tabs import settings_tabs


@require_GET
@access.page(Permission.VIEW_MEMBERS)
def members(request: HttpRequest) -> HttpResponse:
    """List who is in, who is invited, and take an invitation."""
    return _members(request, forms.InvitationForm(granting_role=request.role))


@require_POST
@access.page(Permission.MANAGE_MEMBERS)
def invite_member(request: HttpRequest) -> HttpResponse:
    """Send an invitation."""
    form = forms.InvitationForm(request.POST, granting_role=request.role)
    if not form.is_valid():
        return _members(request, form)
    try:
        made = services.invite_member(
            organization=request.tenant,
            granting_role=request.role,
            actor=request.actor,
            now=clock.now(),
            **form.cleaned_data,
        )
    except Invalid as error:
        forms.show_errors(form, error)
    except Conflict as error:
        form.add_error("email", error.message)
    else:
        messages.success(request, f"An invitation is on its way to {made.email}.")
        return redirect("tenants:members")
    return _members(request, form)


@require_POST
@access.page(Permission.MANAGE_MEMBERS)
def withdraw_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Make an invitation worthless."""
    invitation = selectors.get_invitation(request.tenant, invitation_id)
    services.withdraw_invitation(invitation=invitation, actor=request.actor, now=clock.now())
    messages.success(request, f"The invitation to {invitation.email} is withdrawn.")
    return redirect("tenants:members")


@require_POST
@access.page(Permission.MANAGE_MEMBERS)
def change_role(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Give a member another role."""
    membership = selectors.get_member(request.tenant, member_id)
    try:
        services.change_role(
            membership=membership,
            role=request.POST.get("role", ""),
            granting_role=request.role,
            actor=request.actor,
            now=clock.now(),
        )
    except (Conflict, Forbidden, Invalid) as error:
        messages.error(request, _words(error))
    else:
        messages.success(
            request, f"{membership.user.name or membership.user} is {membership.get_role_display().lower()} now."
        )
    return redirect("tenants:members")


@require_POST
@access.page(Permission.MANAGE_MEMBERS)
def remove_member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """End a membership."""
    membership = selectors.get_member(request.tenant, member_id)
    try:
        services.remove_member(membership=membership, granting_role=request.role, actor=request.actor, now=clock.now())
    except (Conflict, Forbidden) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{membership.user.name or membership.user} is no longer a member.")
    return redirect("tenants:members")


def _members(request: HttpRequest, form: forms.InvitationForm) -> HttpResponse:
    may_manage = request.membership.may(Permission.MANAGE_MEMBERS)
    rows = list(selectors.list_members(request.tenant))
    for row in rows:
        row.choices = _choices(request.role, row) if may_manage else []
        row.dialog, row.question = (
            f"remove-{row.uuid}",
            f"Remove {row.user.name or row.user.email} from {request.tenant.name}?",
        )
    context = {
        "members": rows,
        "invitations": selectors.list_open_invitations(request.tenant, clock.now()) if may_manage else [],
        "form": form if may_manage else None,
        "tabs": settings_tabs(request, "tenants:members"),
    }
    return render(request, "tenants/members.html", context, status=422 if form.errors else 200)


def _words(error: AdwrightError) -> str:
    return (
        " ".join(text for texts in error.fields.values() for text in texts)
        if isinstance(error, Invalid)
        else error.message
    )


def _choices(own_role: str, row: Membership) -> list[tuple[str, str]]:
    """Return the roles that this member could be given by somebody with `own_role`; none for who stands above them."""
    return forms.roles_below(own_role) if may_grant(own_role, row.role) else []

"""The public host: opening an account, choosing an organisation, accepting an invitation."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tenants import access, clock, forms, hosts, ratelimit, selectors, services
from tenants.errors import Conflict, Invalid, NotFound
from tenants.models import Organization, User


@require_http_methods(["GET", "POST"])
@never_cache
@access.public_page
@ratelimit.page(ratelimit.Bucket.AUTHENTICATION)
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an organisation; who is not logged in becomes a person first, in the same step."""
    form_class = forms.NewOrganizationForm if request.user.is_authenticated else forms.SignUpForm
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _open(request, form.cleaned_data)
        except Invalid as error:
            forms.show_errors(form, error)
    context = {"form": form, "base_domain": _address_suffix()}
    return render(request, "public/sign_up.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, data: dict) -> HttpResponse:
    if request.user.is_authenticated:
        organization = services.create_organization(owner=request.user, now=clock.now(), **data)
        return redirect(_enter(organization))
    organization = services.sign_up(now=clock.now(), **data)
    return log_in(request, organization.memberships.get().user, organization, signup=True)


@require_GET
@never_cache
@access.account_page
def organizations(request: HttpRequest) -> HttpResponse:
    """List the organisations that one is in."""
    memberships = list(selectors.list_organizations_of(request.user))
    for membership in memberships:
        membership.url = _enter(membership.organization)
    return render(request, "public/organizations.html", {"memberships": memberships})


@require_GET
@never_cache
@access.account_page
def enter_only(request: HttpRequest) -> HttpResponse:
    """After the log-in: into the only organisation, or to the list of them."""
    memberships = selectors.list_organizations_of(request.user)[:2]
    return redirect(_enter(memberships[0].organization) if len(memberships) == 1 else reverse("organizations"))


@require_GET
@never_cache
@access.account_page
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer an organisation's host that asks who is logged in; without its state, let it ask."""
    organization = selectors.get_organization_of(request.user, slug)
    path, state = request.GET.get("next", "/"), request.GET.get("state")
    if not state:
        return redirect(hosts.organization_url(organization, "/session/", next=path))
    token = services.issue_hand_over(
        user=request.user, organization=organization, state=state, public_session=request.session.session_key
    )
    return redirect(hosts.organization_url(organization, "/session/", token=token, next=path))


@require_http_methods(["GET", "POST"])
@never_cache
@access.public_page
@ratelimit.page(ratelimit.Bucket.AUTHENTICATION)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation and accept it, with a log-in or by making one."""
    now = clock.now()
    try:
        found = selectors.get_open_invitation(token, now)
        needs_log_in = not request.user.is_authenticated and User.objects.filter(email__iexact=found.email).exists()
        form = None if request.user.is_authenticated or needs_log_in else forms.NewPersonForm(request.POST or None)
        if request.method == "POST" and needs_log_in:
            return access.to_log_in(request)
        if request.method == "POST" and (form is None or form.is_valid()):
            return _accept(request, found, form)
    except (NotFound, Conflict):
        return render(request, "public/invitation.html", {"used": True}, status=404)
    except Invalid as error:
        forms.show_errors(form, error)
    context = {"invitation": found, "form": form}
    return render(request, "public/invitation.html", context, status=422 if form and form.errors else 200)


def _accept(request: HttpRequest, found, form) -> HttpResponse:
    now = clock.now()
    if form is None:
        services.accept_invitation(invitation=found, user=request.user, now=now)
        return redirect(_enter(found.organization))
    data = form.cleaned_data
    membership = services.accept_invitation_as_new_user(
        invitation=found, person=data["person"], password=data["password"], now=now
    )
    return log_in(request, membership.user, found.organization)


def log_in(request: HttpRequest, user: User, organization: Organization, *, signup: bool = False) -> HttpResponse:
    """Log a new person in by allauth's own steps (e-mail confirmation where it is asked for), then into the organisation."""
    step = Login(user=user, redirect_url=_enter(organization), signup=signup, email=user.email)
    return perform_login(request, step)


def _enter(organization: Organization) -> str:
    return reverse("enter_organization", args=[organization.slug])


def _address_suffix() -> str:
    port = hosts.urlsplit(settings.PUBLIC_URL).port
    return f".{settings.BASE_DOMAIN}" + (f":{port}" if port else "")

"""Settings: what may be spent, how far one step may go, who must approve, how names and links are made."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

import integrations.selectors
from campaigns import naming, selectors, services
from campaigns.forms.limits import ACCOUNT, PolicyForm
from campaigns.selectors.policy import currency_of
from tenants import access, clock, place
from tenants.errors import Invalid
from tenants.roles import Permission
from tenants.views.tabs import settings_tabs


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def show_limits(request: HttpRequest) -> HttpResponse:
    """Show the rules beside what is committed; who may not change them sees them all the same."""
    return _show(request, _form(None))


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def update_policy(request: HttpRequest) -> HttpResponse:
    """Keep the rules; what is wrong stands beside its field."""
    form = _form(request.POST)
    if form.is_valid():
        common = {"version": form.cleaned_data["version"], "actor": request.actor, "now": clock.now()}
        try:
            services.update_policy(values=form.values(), account_ceilings=form.ceilings(), **common)
        except Invalid as error:
            form.show(error)
        except services.StalePolicy as error:
            return _show(request, form, stale=error)
        else:
            messages.success(request, "These limits hold from now on. What is above one already goes on.")
            return redirect("campaigns:limits")
    return _show(request, form)


def _form(data) -> PolicyForm:
    policy, ceilings = selectors.get_policy(), selectors.get_ceilings()
    accounts = integrations.selectors.list_ad_accounts().order_by("platform", "name", "pk")
    names = [*PolicyForm.base_fields, "daily_ceiling_minor", "approve_above_minor"]
    own = {f"{ACCOUNT}{account.uuid}": ceilings.get(account.pk) for account in accounts}
    initial = {name: getattr(policy, name) for name in names} | own
    return PolicyForm(data, accounts=accounts, currency=currency_of(policy), initial=initial)


def _show(request: HttpRequest, form: PolicyForm, stale: services.StalePolicy | None = None) -> HttpResponse:
    may_change = request.membership.may(Permission.MANAGE_SETTINGS)
    for field in form.fields.values():
        field.disabled = not may_change
    policy, committed = selectors.get_policy(), selectors.list_commitments(now=clock.now())
    context = {
        "form": form,
        "policy": policy,
        "currency": currency_of(policy),
        "is_other_currency": currency_of(policy) != place.current().currency,
        "committed": committed,
        "accounts": [(row, form[f"{ACCOUNT}{row.account.uuid}"]) for row in committed.accounts],
        "example": (naming.example_name(policy.name_template), naming.example_utm(policy.utm_template)),
        "stale": stale,
        "may_change": may_change,
        "tabs": settings_tabs(request, "campaigns:limits"),
    }
    return render(request, "campaigns/limits.html", context, status=409 if stale else 422 if form.errors else 200)

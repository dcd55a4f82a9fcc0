"""A matrix of ads: what it would make is counted first, then it is built in one go."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from campaigns import services
from campaigns.forms.builder.variants import VariantsForm
from campaigns.views.builder import common
from campaigns.views.builder.common import Page
from tenants import access, clock
from tenants.errors import Invalid
from tenants.roles import Permission

TEMPLATE = "campaigns/builder/variants.html"


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def edit_variants(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Count a matrix (`go=count`), or build it in the place of the ads that are there."""
    page = common.open_page(request, campaign_id, "ads")
    page.title = "Many ads in one go"
    assets = common.list_assets()
    make = partial(VariantsForm, draft=page.draft, version=page.version, assets=assets)
    shown = {"pictures": [one for one in assets if not one.is_video], "videos": [one for one in assets if one.is_video]}
    if request.method == "GET":
        return common.show(page, TEMPLATE, make(), **shown)
    form = make(request.POST)
    if not form.is_valid():
        return common.show(page, TEMPLATE, form, status=422, **shown)
    return _answer(page, form, shown)


def _answer(page: Page, form: VariantsForm, shown: dict) -> HttpResponse:
    campaign, variants = page.draft_campaign, form.variants()
    try:
        counts = services.preview_variants(campaign=campaign, variants=variants)
        if page.request.POST.get("go") != "build":
            rows = [(page.chosen[count.ad_account], count) for count in counts]
            return common.show(page, TEMPLATE, form, counts=rows, total=sum(count.ads for count in counts), **shown)
        version, who = form.cleaned_data.get("version"), {"actor": page.request.actor, "now": clock.now()}
        services.build_variants(campaign=campaign, variants=variants, version=version, **who)
    except services.StaleDraft as error:
        form.add_error(None, error.message)
        return common.show(page, TEMPLATE, form, status=409, **shown)
    except Invalid as error:
        form.show(error)
        return common.show(page, TEMPLATE, form, status=422, **shown)
    return redirect("campaigns:edit_step", campaign.uuid, "ads")

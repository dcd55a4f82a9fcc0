"""The steps that are one form each: what, who, where and how much, when."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import naming, selectors, services
from campaigns.forms.builder.audience import WhoForm
from campaigns.forms.builder.goal import GoalForm
from campaigns.forms.builder.platforms import PlatformsForm
from campaigns.forms.builder.schedule import ScheduleForm
from campaigns.models import Campaign
from campaigns.selectors.drafts import find_made_with
from campaigns.selectors.policy import get_policy
from campaigns.types import CampaignStatus, Draft
from campaigns.views import targets
from campaigns.views.builder import common, stepper
from campaigns.views.builder.ads import edit_ads
from campaigns.views.builder.common import Page
from integrations.types import Targeting
from tenants import access, clock, place
from tenants.errors import Invalid
from tenants.roles import Permission


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def create_campaign(request: HttpRequest) -> HttpResponse:
    """Begin a campaign: its first step makes the draft, once, however often it is sent."""
    page = Page(request, "goal")
    if request.method == "GET":
        return _first_step(page)
    form = GoalForm(request.POST, draft=page.draft)
    try:
        return common.go_on(request, _begin(page, form), "goal")
    except Invalid as error:
        form.show(error)
        return common.show(page, "campaigns/builder/goal.html", form, status=422)


@require_GET
@access.page(Permission.EDIT_CAMPAIGNS)
def resume_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Go on with a draft: at the first step in which something is missing, else at the review."""
    page = common.open_page(request, campaign_id, "goal")
    steps = stepper.list_steps("goal", page.draft, page.gaps, page.chosen, page.campaign)
    return common.go_to(page.draft_campaign, stepper.first_open(steps))


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def edit_step(request: HttpRequest, campaign_id: UUID, step: str) -> HttpResponse:
    """One step of a draft: shown, or saved, and then on."""
    if step == "review":
        return redirect("campaigns:preview", campaign_id)
    if step not in STEPS:
        raise Http404
    return STEPS[step](common.open_page(request, campaign_id, step))


def edit_goal(page: Page) -> HttpResponse:
    """What it is called and for."""
    return common.answer(page, GoalForm, "campaigns/builder/goal.html", _on(page))


def edit_audience(page: Page) -> HttpResponse:
    """Who should see it."""
    home = place.current().locale.territory or ""
    if page.draft.targeting is None and home:
        page.draft = _at_home(page.draft, home)
    spots = page.spots
    make = partial(WhoForm, spots=spots, found=targets.found_of(page.request, spots))
    return common.answer(page, make, "campaigns/builder/audience.html", _on(page), enter="enter")


def edit_platforms(page: Page) -> HttpResponse:
    """Where it runs, and how much of the budget each gets."""
    make = partial(PlatformsForm, accounts=page.accounts)
    more = {"locale": str(place.current().locale).replace("_", "-")}
    return common.answer(page, make, "campaigns/builder/platforms.html", _on(page), **more)


def edit_schedule(page: Page) -> HttpResponse:
    """From when until when, and what is added to links."""
    make = partial(ScheduleForm, usual=get_policy().utm_template, accounts=list(page.chosen.values()))
    return common.answer(page, make, "campaigns/builder/schedule.html", _on(page), **_about_links(page))


def _about_links(page: Page) -> dict[str, Any]:
    """Return whether a last day is needed, where an ad would lead, and what can stand in a template."""
    draft, template = (
        page.draft,
        get_policy().utm_template if page.draft.utm_template is None else page.draft.utm_template,
    )
    return {
        "is_whole": any(part.lifetime_budget_minor is not None for part in draft.parts),
        "example": naming.example_utm(template),
        "words": [f"{{{word}}}" for word in (*naming.LINK_WORDS, *naming.MACROS)],
    }


def _on(page: Page) -> Callable[[Campaign], HttpResponse]:
    return lambda campaign: common.go_on(page.request, campaign, page.step)


def _first_step(page: Page) -> HttpResponse:
    """Show the first step of a new draft; to who comes back to one that has made a draft, that draft's."""
    token = common.as_uuid(page.request.GET.get("token"))
    made = find_made_with(token) if token else None
    if made and made.status == CampaignStatus.DRAFT:
        return redirect("campaigns:edit_step", made.uuid, "goal")
    if made:
        return redirect("campaigns:detail", made.uuid)
    return common.show(page, "campaigns/builder/goal.html", GoalForm(draft=page.draft, token=token))


def _begin(page: Page, form: GoalForm) -> Campaign:
    """Make the draft. Raises Invalid, unless somebody only wants to leave, while its name or purpose is missing."""
    if not form.is_valid():
        raise Invalid({})
    draft, go = form.changed(), page.request.POST.get("go", "next")
    missing = {"name": "Write a name.", "purpose": "Choose what the campaign is for."}
    wrong = {name: [said] for name, said in missing.items() if not getattr(draft, name).strip()}
    if len(wrong) == len(missing) or (wrong and go != "leave"):
        raise Invalid(wrong)
    made = services.create_draft(
        draft=draft, actor=page.request.actor, now=clock.now(), creation_key=form.cleaned_data["token"], is_whole=False
    )
    page.campaign = selectors.get_campaign(made.uuid)
    return _say_again(page)


def _say_again(page: Page) -> Campaign:
    """Keep what the first step says in the draft that it has made; who went back to it may say something else."""
    draft = services.read_draft(page.draft_campaign)
    form = GoalForm(page.request.POST, draft=draft)
    return common.save(page, form) if form.is_valid() and form.changed() != draft else page.draft_campaign


def _at_home(draft: Draft, country: str) -> Draft:
    """Offer the organisation's own country; it is kept with the first save of the step."""
    return replace(draft, targeting=Targeting(countries=(country,)))


STEPS = {
    "goal": edit_goal, "platforms": edit_platforms, "audience": edit_audience, "ads": edit_ads, "schedule": edit_schedule,
}  # fmt: skip

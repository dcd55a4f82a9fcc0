"""What every page of the builder needs: the draft, its form, saving it, and answering."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

import creatives.selectors
import integrations.selectors
from campaigns import drafting, selectors, services
from campaigns.forms.builder.base import StepForm
from campaigns.forms.targeting import Spot
from campaigns.limits import channel_for
from campaigns.models import Campaign
from campaigns.types import Draft
from campaigns.views import targets
from campaigns.views.builder import differences, stepper
from campaigns.views.uploads import keep_files
from tenants import clock
from tenants.errors import Invalid, NotFound

LIBRARY_SHOWN = 24


@dataclass
class Page:
    """One page of the builder while it is being answered."""

    request: HttpRequest
    step: str
    campaign: Campaign | None = None
    draft: Draft = field(default_factory=lambda: Draft("", ""))
    title: str = ""
    stale: Any = None
    accounts: list = field(default_factory=lambda: list(integrations.selectors.list_ad_accounts()))

    @property
    def draft_campaign(self) -> Campaign:
        """Return the campaign of a page that has one, which is every page but the very first."""
        if self.campaign is None:
            raise NotFound("There is no draft yet.")
        return self.campaign

    @property
    def version(self) -> int | None:
        """Return the version that a form of this page was made from."""
        return self.campaign.version if self.campaign else None

    @property
    def chosen(self) -> dict[UUID, Any]:
        """Return the ad accounts of the draft by id, in its order."""
        there = {account.uuid: account for account in self.accounts}
        return {part.ad_account: there[part.ad_account] for part in self.draft.parts if part.ad_account in there}

    @property
    def spots(self) -> list[Spot]:
        """Return the ad accounts of the draft with the channel that each shows its ads in."""
        found, purpose = self.chosen, self.draft.purpose
        parts = [part for part in self.draft.parts if part.ad_account in found]
        return [
            Spot(found[part.ad_account], channel_for(found[part.ad_account].platform, purpose, part.channel))
            for part in parts
        ]

    @cached_property
    def gaps(self) -> dict[str, dict[str, list[str]]]:
        """Return what is missing in the draft as it was when it was asked for first, by step."""
        return services.list_gaps(self.campaign, clock.now(), self.accounts) if self.campaign else {}


def open_page(request: HttpRequest, campaign_id: UUID, step: str) -> Page:
    """Return the page of a draft; raises NotFound and Conflict for what is no draft any more."""
    campaign = selectors.get_campaign_alone(campaign_id)
    services.refuse_unless_editable(campaign=campaign)
    return Page(request, step, campaign, services.read_draft(campaign))


def answer(page: Page, make: Callable[..., StepForm], template: str, then: Callable[[Campaign], HttpResponse], **more):
    """Show a step's form, or save what was sent and go on; what cannot be read, or is stale, is shown beside it."""
    request = page.request
    if request.method == "GET":
        form = make(draft=page.draft, version=page.version)
        if "missing" in request.GET:
            form.show_gaps(page.gaps.get(page.step, {}))
        return show(page, template, form, **more)
    data, problems = keep_files(request)
    form = make(data, request.FILES, draft=page.draft, version=page.version)
    if not form.is_valid() or problems:
        form.show(Invalid(problems))
        return show(page, template, form, status=422, **more)
    try:
        return then(save(page, form))
    except services.StaleDraft as error:
        return _show_stale(page, make, data, error, template, more)
    except Invalid as error:
        form.show(error)
        return show(page, template, form, status=422, **more)


def save(page: Page, form: StepForm) -> Campaign:
    """Keep what was typed. Raises StaleDraft and Invalid for what cannot be kept."""
    draft = drafting.settle(form.changed(), page.step)
    version = form.cleaned_data.get("version")
    return services.update_draft(
        campaign=page.draft_campaign,
        draft=draft,
        actor=page.request.actor,
        now=clock.now(),
        version=version,
        is_whole=False,
    )


def show(page: Page, template: str, form: StepForm | None, *, status: int = 200, **more) -> HttpResponse:
    """Draw a page of the builder."""
    gaps = page.gaps
    steps = stepper.list_steps(page.step, page.draft, gaps, page.chosen, page.campaign)
    here = next(step for step in steps if step.key == page.step)
    context = {
        "form": form, "campaign": page.campaign, "draft": page.draft, "steps": steps, "here": here, "page": page,
        "step_gaps": gaps.get(page.step, {}), "stale": page.stale, "before": stepper.before(page.step), **more,
    }  # fmt: skip
    return render(page.request, template, context, status=status)


def go_on(request: HttpRequest, campaign: Campaign, step: str) -> HttpResponse:
    """Go where the button said: on, back, to a step, away. Who wants on stays where something is missing."""
    go = request.POST.get("go", "next")
    if go == "leave":
        return redirect("campaigns:detail", campaign.uuid)
    if asked := targets.asked_in(request, go):
        return here_again(campaign, step, **asked)
    go = "next" if go == "enter" else go
    if go == "next" and services.list_gaps(campaign, clock.now()).get(step):
        return here_again(campaign, step, missing="1")
    target = stepper.after(step) if go == "next" else stepper.before(step) if go == "back" else go
    return go_to(campaign, target if target in stepper.STEPS else step)


def go_to(campaign: Campaign, step: str) -> HttpResponse:
    """Go to a step."""
    if step == "review":
        return redirect("campaigns:preview", campaign.uuid)
    return redirect("campaigns:edit_step", campaign.uuid, step)


def here_again(campaign: Campaign, step: str, **query: str) -> HttpResponse:
    """Show a step once more, as it was saved."""
    return redirect(f"{reverse('campaigns:edit_step', args=[campaign.uuid, step])}?{urlencode(query)}")


def list_assets(*chosen: Any) -> list:
    """Return the newest of the library and what is chosen of it, the chosen first."""
    newest = list(creatives.selectors.list_assets()[:LIBRARY_SHOWN])
    there = {str(asset.uuid) for asset in newest}
    missing = [uuid for value in chosen if (uuid := as_uuid(value)) and str(uuid) not in there]
    return [*creatives.selectors.get_assets_by_id(missing).values(), *newest]


def as_uuid(value: Any) -> UUID | None:
    """Return an id that was sent; None for what is none."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _show_stale(page: Page, make, data, error, template: str, more: dict) -> HttpResponse:
    """Show somebody else's save beside what was typed; sending it again keeps what was typed."""
    page.stale = differences.told(error, page.chosen)
    data["version"] = str(error.version)
    form = make(data, None, draft=page.draft, version=error.version)
    form.is_valid()
    return show(page, template, form, status=409, **more)

"""Meta's adapter: the port, spoken through the SDK."""

from collections.abc import Iterator, Mapping
from datetime import date

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.platforms import dispatch
from integrations.platforms.meta import (
    audiences,
    changing,
    insights,
    launching,
    money,
    searching,
    steps,
    videos,
    watching,
)
from integrations.platforms.meta.accounts import ask_for, read_account
from integrations.platforms.meta.client import open_api
from integrations.platforms.meta.launching import Launch
from integrations.platforms.meta.observing import observe_object
from integrations.platforms.meta.presence import list_presence
from integrations.platforms.meta.reading import Reading
from integrations.platforms.meta.rules import check_plan
from integrations.platforms.meta.trying import try_out
from integrations.ports import Meter


class MetaAccount:
    """One ad account on Meta. See `integrations.ports.AdPlatform`."""

    def __init__(self, app: t.App, link: t.AccountLink, meter: Meter):
        self.link = link
        self.api = open_api(app, link.access_token, meter)
        self.account = AdAccount(f"act_{link.external_id}", api=self.api)

    def read_account(self) -> t.RemoteAccount:
        """Read the account and what it lacks."""
        return read_account(ask_for(lambda fields: self.api.get(self.account["id"], fields=",".join(fields))))

    def list_presence(self) -> list[t.Presence]:
        """List Pages, Instagram accounts, pixels, lead forms and apps."""
        return list_presence(self.account)

    def list_campaigns(self) -> Iterator[t.RemoteCampaign]:
        """Yield every campaign with all that is in it, archived and deleted ones left out."""
        return Reading(self.account, self.link.currency, with_creatives=True).trees()

    def observe(self) -> Iterator[t.Observed]:
        """Yield every object's state, a campaign before what is in it."""
        return Reading(self.account, self.link.currency, with_creatives=False).observed()

    def observe_object(self, ref: t.ObjectRef) -> t.Observed:
        """Read one object's state."""
        return observe_object(changing.NODES[ref.kind](ref.external_id, api=self.api), ref.kind, self.link.currency)

    def minimum_daily_budget_minor(self) -> int:
        """Return the account's `min_daily_budget`; goals that happen rarely may want more, which Meta then says."""
        row = self.api.get(self.account["id"], fields="min_daily_budget")
        return money.from_meta(row.get("min_daily_budget"), self.link.currency) or 1

    def search_targeting(self, kind: t.TargetingKind, query: str, *, limit: int = 20) -> list[t.TargetingOption]:
        """Search places, interests, languages, or the account's audiences."""
        return searching.search(self.account, kind, query, limit)

    def estimate_reach(self, targeting: t.Targeting) -> t.Reach:
        """Ask Meta for the bounds of an audience's size."""
        return searching.estimate(self.account, targeting)

    def validate(self, plan: t.CampaignPlan) -> list[t.Problem]:
        """Return what our own rules find, and when they find nothing, what Meta says of what can be tried out."""
        return check_plan(plan, self.link) or try_out(self.account, plan, self._launch(plan))

    def plan_steps(self, plan: t.CampaignPlan) -> list[t.Step]:
        """Return the steps in order."""
        return steps.plan_steps(plan)

    def plan_additions(self, plan: t.CampaignPlan, there: Mapping[str, t.StepResult]) -> list[t.Step]:
        """Return the steps of what is not there."""
        return steps.plan_additions(plan, there)

    def find_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult | None:
        """Look a step's object up by its exact name."""
        return self._launch(plan).find(step)

    def perform_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult:
        """Make one object, switched off."""
        return self._launch(plan).perform(step, done)

    def update(self, ref: t.ObjectRef, field: t.ChangeField, value: t.FieldValue) -> None:
        """Set one field; see `changing`."""
        dispatch.set_field(changing.Changes(self.account, self.link), ref, field, value)

    def upload_image(self, image: t.ImageFile) -> t.UploadedMedia:
        """Upload a picture; its id is Meta's hash."""
        return launching.upload_image(self.account, image)

    def upload_video(self, video: t.VideoFile) -> t.UploadedMedia:
        """Upload a video, or find it; Meta then works on it for some minutes."""
        return videos.upload(self.account, video)

    def read_video(self, external_id: str) -> t.UploadedMedia:
        """Read what has become of a video."""
        return videos.read(self.api, external_id)

    def fetch_metrics(
        self,
        since: date,
        until: date,
        *,
        level: t.MetricLevel = t.MetricLevel.AD,
        hourly: bool = False,
        with_actions: bool = False,
    ) -> Iterator[t.MetricRow]:
        """Yield figures for the account's days."""
        return insights.fetch_metrics(self.account, since, until, level=level, hourly=hourly, with_actions=with_actions)

    def fetch_breakdown(self, since: date, until: date, breakdown: t.Breakdown) -> Iterator[t.BreakdownRow]:
        """Yield campaigns' figures by part of the audience."""
        return audiences.fetch_breakdown(self.account, since, until, breakdown)

    def fetch_reach(
        self, since: date, until: date, *, level: t.MetricLevel = t.MetricLevel.CAMPAIGN
    ) -> Iterator[t.ReachRow]:
        """Yield how many people each campaign or ad reached in these days together."""
        return audiences.fetch_reach(self.account, since, until, t.MetricLevel(level))

    def fetch_watching(self, since: date, until: date) -> Iterator[t.WatchRow]:
        """Yield how far ads' videos were watched."""
        return watching.fetch_watching(self.account, since, until)

    def list_repairs(self) -> list[t.Repair]:
        """Meta wants nothing declared afterwards."""
        return []

    def repair(self, repairs: list[t.Repair]) -> None:
        """Declare nothing, since `list_repairs` names nothing."""

    def _launch(self, plan: t.CampaignPlan) -> Launch:
        return Launch(self.account, plan, self.link.presence)

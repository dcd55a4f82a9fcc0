"""Google's adapter: the port, spoken through the SDK."""

from collections.abc import Iterator, Mapping
from datetime import date

from integrations import errors
from integrations import types as t
from integrations.platforms import dispatch
from integrations.platforms.google import accounts, breakdowns, insights, searching, steps, watching
from integrations.platforms.google.ad_rules import refuse
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.changing import Changing
from integrations.platforms.google.client import Ads
from integrations.platforms.google.importing import Import
from integrations.platforms.google.launching import Launch
from integrations.platforms.google.media import Media
from integrations.platforms.google.pictures import flaw_of
from integrations.platforms.google.reading import Reader, observe_object
from integrations.platforms.google.rules import check_plan
from integrations.platforms.google.uploads import sender_for
from integrations.platforms.google.videos import Videos
from integrations.ports import Meter

_UNDECLARED = (
    "“{name}” does not say whether it holds political advertising for the EU. It will be declared as holding none."
)


class GoogleAccount:
    """One ad account on Google. See `integrations.ports.AdPlatform`."""

    def __init__(self, app: t.App, link: t.AccountLink, meter: Meter):
        self.link = link
        manager_id = link.presence.get("manager_id", "")
        self.ads = Ads(app, link.access_token, meter, customer_id=link.external_id, manager_id=manager_id)
        sender = sender_for(app, link, is_local=self.ads.client.channel_credentials is not None)
        self.videos = Videos(self.ads, sender)

    def read_account(self) -> t.RemoteAccount:
        """Return the account with what it lacks; `presence` holds the default choice of what counts."""
        return accounts.describe(self.ads, accounts.read_customer(self.ads), self.link.presence.get("manager_id", ""))

    def list_presence(self) -> list[t.Presence]:
        """Return conversion actions, orders first, and lead forms."""
        return list(accounts.list_presence(self.ads))

    def list_campaigns(self) -> Iterator[t.RemoteCampaign]:
        """Yield every campaign with all that is in it."""
        return Import(self.ads, self.link).trees()

    def observe(self) -> Iterator[t.Observed]:
        """Yield every object's state, a campaign before what is in it; one to four operations."""
        return Reader(self.ads, self.link).observed()

    def observe_object(self, ref: t.ObjectRef) -> t.Observed:
        """Read one object's state; removed ones are not found, for Google removes for good."""
        return observe_object(Reader(self.ads, self.link), ref)

    def minimum_daily_budget_minor(self) -> int:
        """Return the least daily budget, from a budget that is only tried out."""
        return Changing(self.ads, self.link).least_daily_minor()

    def search_targeting(self, kind: t.TargetingKind, query: str, *, limit: int = 20) -> list[t.TargetingOption]:
        """Return what Google offers to aim at."""
        return searching.search(self.ads, kind, query, limit)

    def estimate_reach(self, targeting: t.Targeting) -> t.Reach:
        """Return the size of the chosen lists; of anything else Google says nothing."""
        return searching.estimate_reach(self.ads, targeting)

    def validate(self, plan: t.CampaignPlan) -> list[t.Problem]:
        """Return what our own rules find, and when they find nothing, what Google says of the whole plan."""
        return check_plan(plan, self.link) or dispatch.list_problems(self._launch(plan).try_out)

    def plan_steps(self, plan: t.CampaignPlan) -> list[t.Step]:
        """Return the steps in order."""
        return steps.plan_steps(plan)

    def plan_additions(self, plan: t.CampaignPlan, there: Mapping[str, t.StepResult]) -> list[t.Step]:
        """Return the steps that add to a campaign; all ad groups and ads are made by the last one."""
        return steps.plan_additions(plan, there)

    def find_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult | None:
        """Look the campaign up by its exact name, and what is in it; what was added, by names and marks."""
        return self._launch(plan).find(step, done)

    def perform_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult:
        """Send a video, wait for one, or make everything at once, switched off."""
        if steps.CAMPAIGN not in done:
            refuse(check_plan(plan, self.link))
        return self._launch(plan).perform(step, done)

    def update(self, ref: t.ObjectRef, field: t.ChangeField, value: t.FieldValue) -> None:
        """Set one field. A removed object counts as not found."""
        dispatch.set_field(Changing(self.ads, self.link), ref, field, value)

    def upload_image(self, image: t.ImageFile) -> t.UploadedMedia:
        """Upload a picture; Google keeps one copy of the same bytes."""
        if flaw := flaw_of(image):
            raise errors.InvalidRequest(flaw, fields={"images": flaw})
        batch = Batch(self.link.external_id)
        Media(batch, {}).image(image)
        (name,) = self.ads.mutate(batch.operations)
        return t.UploadedMedia(name.rpartition("/")[2])

    def upload_video(self, video: t.VideoFile) -> t.UploadedMedia:
        """Send a video to YouTube, or find the one that was sent; its id until it is ready is the upload's."""
        return self.videos.read(self.videos.find(video) or self.videos.send(video))

    def read_video(self, external_id: str) -> t.UploadedMedia:
        """Return whether a video can be used by now, by its upload's name or YouTube's id."""
        return self.videos.read(external_id)

    def fetch_metrics(
        self,
        since: date,
        until: date,
        *,
        level: t.MetricLevel = t.MetricLevel.AD,
        hourly: bool = False,
        with_actions: bool = False,
    ) -> Iterator[t.MetricRow]:
        """Yield figures for the account's days: an operation for each resource of the level, with actions twice as many.

        ALL costs two operations, and a third where there is Performance Max.
        """
        reading = insights.Reading(self.ads, since, until, hourly=hourly, with_actions=with_actions)
        return reading.rows(t.MetricLevel(level))

    def fetch_breakdown(self, since: date, until: date, breakdown: t.Breakdown) -> Iterator[t.BreakdownRow]:
        """Yield campaigns' figures by part of the audience; ages and genders not of Performance Max. One operation."""
        return breakdowns.fetch_breakdown(self.ads, since, until, t.Breakdown(breakdown))

    def fetch_reach(
        self, since: date, until: date, *, level: t.MetricLevel = t.MetricLevel.CAMPAIGN
    ) -> Iterator[t.ReachRow]:
        """Yield the people reached where Google tells them: Display, Demand Gen, App; for 92 days at most, never of ads."""
        return breakdowns.fetch_reach(self.ads, since, until) if level == t.MetricLevel.CAMPAIGN else iter(())

    def fetch_watching(self, since: date, until: date) -> Iterator[t.WatchRow]:
        """Yield how far the videos of video ads were watched. One operation."""
        return watching.fetch_watching(self.ads, since, until)

    def list_repairs(self) -> list[t.Repair]:
        """Return the campaigns that lack the declaration on political advertising for the EU."""
        missing = accounts.list_undeclared(self.ads)
        return [t.Repair(number, name, _UNDECLARED.format(name=name)) for number, name in missing]

    def repair(self, repairs: list[t.Repair]) -> None:
        """Declare that these campaigns hold none, and change nothing else."""
        if repairs:
            Changing(self.ads, self.link).declare([one.external_id for one in repairs])

    def _launch(self, plan: t.CampaignPlan) -> Launch:
        return Launch(self.ads, self.videos, plan, self.link)

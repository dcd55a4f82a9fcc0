"""TikTok's adapter: the port, spoken through the thin client."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from integrations import errors
from integrations import types as t
from integrations.platforms import dispatch
from integrations.platforms.tiktok import audiences, money, presence, steps, watching
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.delivery import own_state
from integrations.platforms.tiktok.launching import Launch
from integrations.platforms.tiktok.media import Media
from integrations.platforms.tiktok.objects import find_object, groups_of, observe, with_end
from integrations.platforms.tiktok.places import Places
from integrations.platforms.tiktok.reading import Reading
from integrations.platforms.tiktok.report_rows import ReportRows
from integrations.platforms.tiktok.reports import Report
from integrations.platforms.tiktok.rules import check_plan
from integrations.platforms.tiktok.targets import Targets
from integrations.platforms.tiktok.updating import Updates
from integrations.ports import Meter


class TikTokAccount:
    """One ad account on TikTok. See `integrations.ports.AdPlatform`."""

    def __init__(self, app: t.App, link: t.AccountLink, meter: Meter):
        self.link = link
        self.api = TikTokApi(app, link.access_token, meter)
        self.media = Media(self.api, link.external_id)

    def read_account(self) -> t.RemoteAccount:
        """Return the account with what it lacks; one that is not listed any more is not found."""
        found = presence.read_accounts(self.api, [self.link.external_id])
        if not found:
            raise errors.ObjectNotFound("TikTok does not show this ad account to Adwright any more.")
        return found[0]

    def list_presence(self) -> list[t.Presence]:
        """Return identities, pixels with their events, instant forms and apps."""
        return presence.list_presence(self.api, self.link.external_id)

    def list_campaigns(self) -> Iterator[t.RemoteCampaign]:
        """Yield every campaign with all that is in it."""
        return Reading(self.api, self.link, self._places).trees()

    def observe(self) -> Iterator[t.Observed]:
        """Yield every object's state, a campaign before what is in it."""
        return Reading(self.api, self.link, self._places).observed()

    def observe_object(self, ref: t.ObjectRef) -> t.Observed:
        """Read one object's own state."""
        row, is_smart = find_object(self.api, self.link.external_id, ref)
        seen = observe(ref.kind, row, own_state(row), self.link.currency)
        if ref.kind != t.ObjectKind.CAMPAIGN:
            return seen
        return with_end(seen, groups_of(self.api, self.link.external_id, ref.external_id, is_smart=is_smart))

    def minimum_daily_budget_minor(self) -> int:
        """Return the least daily budget of a campaign; an ad group may have less (`money.AD_GROUP_LEAST`)."""
        return money.least_minor(self.link.currency, money.CAMPAIGN_LEAST)

    def search_targeting(self, kind: t.TargetingKind, query: str, *, limit: int = 20) -> list[t.TargetingOption]:
        """Return places, languages, interests or the account's audiences for some words."""
        return self._targets.search(kind, query, limit)

    def estimate_reach(self, targeting: t.Targeting) -> t.Reach:
        """Return how many people TikTok guesses; those under 18 are not counted."""
        return self._targets.estimate(targeting)

    def validate(self, plan: t.CampaignPlan) -> list[t.Problem]:
        """Return what our own rules find, and then whether TikTok knows the countries and the app.

        TikTok can try nothing out: what only its own creating would tell is told then.
        """
        return check_plan(plan, self.link) or dispatch.list_problems(Launch(self.api, self.link, plan).making.try_out)

    def plan_steps(self, plan: t.CampaignPlan) -> list[t.Step]:
        """Return the steps in order."""
        return steps.plan_steps(plan)

    def plan_additions(self, plan: t.CampaignPlan, there: Mapping[str, t.StepResult]) -> list[t.Step]:
        """Return the steps of what is not there."""
        return steps.plan_additions(plan, there)

    def find_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult | None:
        """Look a step's object up by its exact name."""
        return Launch(self.api, self.link, plan).find(step, done)

    def perform_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult:
        """Make one object, switched off."""
        return Launch(self.api, self.link, plan).perform(step, done)

    def update(self, ref: t.ObjectRef, field: t.ChangeField, value: t.FieldValue) -> None:
        """Set one field; whether the object is of Smart+ is asked first."""
        dispatch.set_field(Updates(self.api, self.link), ref, field, value)

    def upload_image(self, image: t.ImageFile) -> t.UploadedMedia:
        """Upload a picture, or find the copy of these bytes under our name."""
        return t.UploadedMedia(self.media.find_image(image) or self.media.upload_image(image))

    def upload_video(self, video: t.VideoFile) -> t.UploadedMedia:
        """Upload a video, or find the copy of these bytes under our name; it is worked on for a while."""
        video_id = self.media.find_video(video) or self.media.upload_video(video)
        return self.media.read_video(video_id) or t.UploadedMedia(video_id, t.MediaState.PROCESSING)

    def read_video(self, external_id: str) -> t.UploadedMedia:
        """Return whether a video can be used by now; raises ObjectNotFound for one that TikTok does not list."""
        if found := self.media.read_video(external_id):
            return found
        raise errors.ObjectNotFound("TikTok does not list this video.")

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
        return Report(self._rows, level, hourly, with_actions).fetch(since, until)

    def fetch_breakdown(self, since: date, until: date, breakdown: t.Breakdown) -> Iterator[t.BreakdownRow]:
        """Yield campaigns' figures by day and part of the audience, without values."""
        return audiences.fetch_breakdown(self._rows, since, until, t.Breakdown(breakdown))

    def fetch_reach(
        self, since: date, until: date, *, level: t.MetricLevel = t.MetricLevel.CAMPAIGN
    ) -> Iterator[t.ReachRow]:
        """Yield TikTok's estimate of how many people each campaign or ad reached."""
        return audiences.fetch_reach(self._rows, since, until, t.MetricLevel(level))

    def fetch_watching(self, since: date, until: date) -> Iterator[t.WatchRow]:
        """Yield how far ads' videos were watched."""
        return watching.fetch_watching(self._rows, since, until)

    def list_repairs(self) -> list[t.Repair]:
        """Return nothing: TikTok wants nothing declared."""
        return []

    def repair(self, repairs: list[t.Repair]) -> None:
        """Do nothing: there is nothing to declare."""

    @cached_property
    def _rows(self) -> ReportRows:
        return ReportRows(self.api, self.link.external_id)

    @cached_property
    def _places(self) -> Places:
        return Places(self.api, self.link.external_id)

    @cached_property
    def _targets(self) -> Targets:
        return Targets(self.api, self.link.external_id, self._places)

"""The port: what the house asks of an ad platform. `integrations.platforms.*` implement it, one package a platform.

A package of a platform gives four functions: `open_account(app, link, meter)`, `open_app(app, meter)`, `plan_steps(plan)`
and `plan_additions(plan, there)`. Everything raises only `integrations.errors`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Protocol

from integrations import types as t


class Meter(Protocol):
    """The quota, as an adapter sees it. Adapters call `spend` before every call and `report` what an answer told."""

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        """Take so many operations; raises RateLimited, with nothing sent, where the share is used up (reads first)."""

    def report(self, usage: t.Usage) -> None:
        """Keep what the platform said of a quota."""


class AdPlatform(Protocol):
    """One ad account, reached with one token.

    Calls are synchronous, bounded by time-outs (connect 3 s, read 30 s; uploads longer) and never retried inside: the
    caller decides. Not to be shared between threads.
    """

    def read_account(self) -> t.RemoteAccount:
        """Return the account as it is now: in good standing or not, and what it lacks before an ad can run."""

    def list_presence(self) -> list[t.Presence]:
        """Return what ads can speak for and count by: Pages, identities, pixels, conversion actions, lead forms."""

    def list_campaigns(self) -> Iterator[t.RemoteCampaign]:
        """Yield every campaign that is not deleted, with its ad groups and ads."""

    def observe(self) -> Iterator[t.Observed]:
        """Yield the present state of every campaign, ad group and ad that is not deleted."""

    def observe_object(self, ref: t.ObjectRef) -> t.Observed:
        """Return one object's own state, archived ones included; raises ObjectNotFound when it is deleted or not there."""

    def minimum_daily_budget_minor(self) -> int:
        """Return the least daily budget that the platform takes on this account, in the account's minor units."""

    def search_targeting(self, kind: t.TargetingKind, query: str, *, limit: int = 20) -> list[t.TargetingOption]:
        """Return what the platform offers to aim at for some words, the best first; audiences are the account's own."""

    def estimate_reach(self, targeting: t.Targeting) -> t.Reach:
        """Return how many people the platform guesses behind a targeting."""

    def validate(self, plan: t.CampaignPlan) -> list[t.Problem]:
        """Return what would be refused, making nothing; empty when the plan would pass.

        A problem of one ad names it (`ad_key`): without that ad the rest may pass.
        """

    def plan_steps(self, plan: t.CampaignPlan) -> list[t.Step]:
        """Return the steps that make the plan, in order; the same plan gives the same steps."""

    def plan_additions(self, plan: t.CampaignPlan, there: Mapping[str, t.StepResult]) -> list[t.Step]:
        """Return the steps that add to a campaign which exists what of the plan is not there: ad groups with their ads, and
        ads in ad groups that exist, all switched off; the campaign itself is never touched.

        `there` holds `campaign` and `ad_group:<key>` of what exists, and by their step keys the files and forms that were
        made before; it is part of `done` for these steps. The plan has an operation id of its own, and of ad groups that
        exist only the new ads. A step without `makes` may make several objects: they stand in its result's `also`.
        """

    def find_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult | None:
        """Look up what an earlier try of this step made; None when it made nothing."""

    def perform_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult:
        """Do one step; `done` holds the results of those before it, by step key. NotReadyYet: come back later.

        InvalidRequest made nothing; where single ads are all that is refused, its `ad_keys` names them.
        """

    def update(self, ref: t.ObjectRef, field: t.ChangeField, value: t.FieldValue) -> None:
        """Set one field to a value of its kind (see `ChangeField`). Setting what is already so is no error.

        END is a campaign's, also where the platform keeps it at the ad groups: then all of them get it. TARGETING is an ad
        group's; what the platform keeps for the whole campaign moves only when the change's plan holds all its ad groups, and all of
        them the same.
        A value that belongs elsewhere, or that the object cannot have, raises InvalidRequest naming our field.
        """

    def upload_image(self, image: t.ImageFile) -> t.UploadedMedia:
        """Upload a picture, or find the copy of these bytes that is there already."""

    def upload_video(self, video: t.VideoFile) -> t.UploadedMedia:
        """Upload a video, or find the copy of these bytes that is there already; it may still be in the making."""

    def read_video(self, external_id: str) -> t.UploadedMedia:
        """Return whether an uploaded video can be used by now."""

    def fetch_metrics(
        self,
        since: date,
        until: date,
        *,
        level: t.MetricLevel = t.MetricLevel.AD,
        hourly: bool = False,
        with_actions: bool = False,
    ) -> Iterator[t.MetricRow]:
        """Yield figures for every day from `since` to `until`, both included; days without any are absent.

        `with_actions` splits conversions by conversion action, which may cost a call more; never with `hourly`.
        """

    def fetch_breakdown(self, since: date, until: date, breakdown: t.Breakdown) -> Iterator[t.BreakdownRow]:
        """Yield campaigns' figures by day and part of the audience; nothing where the platform does not give it."""

    def fetch_reach(
        self, since: date, until: date, *, level: t.MetricLevel = t.MetricLevel.CAMPAIGN
    ) -> Iterator[t.ReachRow]:
        """Yield how many people each campaign, or each ad (AD), reached in these days together; those without an answer are
        absent, and all ads are where the platform tells of campaigns only. Other levels are not asked for."""

    def fetch_watching(self, since: date, until: date) -> Iterator[t.WatchRow]:
        """Yield how far ads' videos were watched on each day, both included; ads and days without a play are absent."""

    def list_repairs(self) -> list[t.Repair]:
        """Return what the platform wants declared before it takes any change (Google: EU political advertising)."""

    def repair(self, repairs: list[t.Repair]) -> None:
        """Make the declarations; each only of its own field."""


class PlatformAuth(Protocol):
    """The operator's app on one platform: gets, renews and gives back tokens."""

    def authorize_url(self, *, state: str, redirect_uri: str, code_challenge: str = "") -> str:
        """Return the consent page's address; `code_challenge` (S256) where the platform knows PKCE."""

    def exchange_code(self, *, code: str, redirect_uri: str, now: datetime, code_verifier: str = "") -> t.TokenGrant:
        """Exchange the code that came back from the consent page; its life is counted from `now`."""

    def refresh(self, grant: t.TokenGrant, *, now: datetime) -> t.TokenGrant:
        """Return the next token: Google by refresh token, Meta by exchanging one that still works, TikTok the same one
        after a look whether it still works. Raises AuthExpired when the owner must connect again."""

    def list_accounts(self, grant: t.TokenGrant) -> list[t.RemoteAccount]:
        """List the ad accounts that the token reaches."""

    def revoke(self, grant: t.TokenGrant) -> None:
        """Give the token back; a token that is already dead is no error."""

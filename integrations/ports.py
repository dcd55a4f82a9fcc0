"""The port: what the house asks of an ad platform. `integrations.platforms.*` implement it, one package a platform."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Protocol

from integrations import types as t


class AdPlatform(Protocol):
    """One ad account, reached with one token.

    Every method raises only `integrations.errors`. Calls are synchronous, bounded by time-outs (connect 3 s,
    read 30 s) and never retried inside: the caller decides.
    """

    def list_campaigns(self) -> Iterator[t.RemoteCampaign]:
        """Yield every campaign that is not deleted, with its ad groups and ads."""

    def observe(self) -> Iterator[t.Observed]:
        """Yield the present state of every campaign, ad group and ad that is not deleted."""

    def observe_object(self, ref: t.ObjectRef) -> t.Observed:
        """Return one object's own state, archived ones included; raises ObjectNotFound when it is deleted or not there."""

    def minimum_daily_budget_minor(self) -> int:
        """Return the least daily budget that the platform takes on this account, in the account's minor units."""

    def validate(self, plan: t.CampaignPlan) -> list[t.Problem]:
        """Return what would be refused, making nothing; empty when the plan would pass."""

    def plan_steps(self, plan: t.CampaignPlan) -> list[t.Step]:
        """Return the steps that make the plan, in order; the same plan gives the same steps."""

    def find_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult | None:
        """Look up what an earlier try of this step made; None when it made nothing."""

    def perform_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult:
        """Do one step; `done` holds the results of those before it, by step key."""

    def update(self, ref: t.ObjectRef, field: t.ChangeField, value: str | int) -> None:
        """Set a status (`RunStatus`) or a daily budget (minor units). Setting what is already so is no error."""

    def fetch_metrics(self, since: date, until: date, *, hourly: bool = False) -> Iterator[t.MetricRow]:
        """Yield figures at ad level for every day from `since` to `until`, both included; days without any are absent."""


class PlatformAuth(Protocol):
    """The operator's app on one platform: gets, exchanges and gives back tokens."""

    def authorize_url(self, *, state: str, redirect_uri: str) -> str:
        """Return the consent page's address."""

    def exchange_code(self, *, code: str, redirect_uri: str, now: datetime) -> t.TokenGrant:
        """Exchange the code that came back from the consent page; its life is counted from `now`."""

    def list_accounts(self, grant: t.TokenGrant) -> list[t.RemoteAccount]:
        """List the ad accounts that the token reaches."""

    def revoke(self, grant: t.TokenGrant) -> None:
        """Give the token back; a token that is already dead is no error."""

"""Meta's adapter: the port, spoken through the SDK."""

from collections.abc import Iterator, Mapping
from datetime import date

from facebook_business.adobjects.ad import Ad
from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.adset import AdSet
from facebook_business.adobjects.campaign import Campaign

from integrations import errors
from integrations import types as t
from integrations.platforms.meta import insights, money, steps
from integrations.platforms.meta.client import open_api
from integrations.platforms.meta.launching import Launch
from integrations.platforms.meta.reading import Reading, observe_object
from integrations.platforms.meta.rules import check_plan

_NODES = {t.ObjectKind.CAMPAIGN: Campaign, t.ObjectKind.AD_GROUP: AdSet, t.ObjectKind.AD: Ad}


class MetaAccount:
    """One ad account on Meta. See `integrations.ports.AdPlatform`."""

    def __init__(self, app: t.App, link: t.AccountLink):
        self.link = link
        self.api = open_api(app, link.access_token)
        self.account = AdAccount(f"act_{link.external_id}", api=self.api)

    def list_campaigns(self) -> Iterator[t.RemoteCampaign]:
        """Yield every campaign with all that is in it, archived and deleted ones left out."""
        return Reading(self.account, self.link.currency, with_creatives=True).trees()

    def observe(self) -> Iterator[t.Observed]:
        """Yield every object's state, a campaign before what is in it."""
        return Reading(self.account, self.link.currency, with_creatives=False).observed()

    def observe_object(self, ref: t.ObjectRef) -> t.Observed:
        """Read one object's state."""
        return observe_object(_NODES[ref.kind](ref.external_id, api=self.api), ref.kind, self.link.currency)

    def minimum_daily_budget_minor(self) -> int:
        """Return the account's `min_daily_budget`; goals that happen rarely may want more, which Meta then says."""
        row = self.account.api_get(fields=["min_daily_budget"])
        return money.from_meta(row.get("min_daily_budget"), self.link.currency) or 1

    def validate(self, plan: t.CampaignPlan) -> list[t.Problem]:
        """Return what our own rules find, and when they find nothing, what Meta's `validate_only` says.

        Ad sets and ads cannot be tried out before their campaign is there; the rules stand in for them.
        """
        if problems := check_plan(plan, self.link):
            return problems
        try:
            self._launch(plan).try_out()
        except errors.InvalidRequest as error:
            return [t.Problem(field, text) for field, text in error.fields.items()] or [t.Problem("", error.message)]
        return []

    def plan_steps(self, plan: t.CampaignPlan) -> list[t.Step]:
        """Return the steps in order."""
        return steps.plan_steps(plan)

    def find_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult | None:
        """Look a step's object up by its exact name."""
        return self._launch(plan).find(step)

    def perform_step(self, plan: t.CampaignPlan, step: t.Step, done: Mapping[str, t.StepResult]) -> t.StepResult:
        """Make one object, switched off."""
        return self._launch(plan).perform(step, done)

    def update(self, ref: t.ObjectRef, field: t.ChangeField, value: str | int) -> None:
        """Set a status or a daily budget; an ad set's budget may change four times an hour."""
        if field == t.ChangeField.STATUS:
            sent = {"status": t.RunStatus(value).value.upper()}
        else:
            sent = {"daily_budget": money.to_meta(int(value), self.link.currency)}
        _NODES[ref.kind](ref.external_id, api=self.api).api_update(params=sent)

    def fetch_metrics(self, since: date, until: date, *, hourly: bool = False) -> Iterator[t.MetricRow]:
        """Yield figures at ad level for the account's days."""
        return insights.fetch_metrics(self.account, since, until, hourly=hourly)

    def _launch(self, plan: t.CampaignPlan) -> Launch:
        return Launch(self.account, plan, self.link.presence)

"""Changes to what is there: switch, budgets, bid, and what an ad shows. Ends and audiences stand in `ending` and `aiming`.

An ad set's budget may change four times an hour. With a campaign budget the campaign holds the strategy and each ad set
its cap; both are set here, so that a bid can be changed on either.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from facebook_business.adobjects.ad import Ad
from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.adset import AdSet
from facebook_business.adobjects.campaign import Campaign

from integrations import errors
from integrations import types as t
from integrations.platforms.meta import aiming, budgets, ending, money, steps
from integrations.platforms.meta.caps import Caps
from integrations.platforms.meta.client import list_edge
from integrations.platforms.meta.launching import Launch

NODES = {t.ObjectKind.CAMPAIGN: Campaign, t.ObjectKind.AD_GROUP: AdSet, t.ObjectKind.AD: Ad}
_CAP_OF_ONE = "With a floor for the return, change each ad set: Meta keeps the floor there."
_NO_BID_ON_AD = "Meta bids for ad sets and campaigns, not for single ads."
_OTHER_STRATEGY = "This ad set's campaign holds the budget, and with it the way of bidding. Change the campaign's bid."


@dataclass(frozen=True, slots=True)
class Changes:
    """Sets fields of what an account has; see `integrations.platforms.dispatch.Setters`."""

    account: AdAccount
    link: t.AccountLink

    def set_status(self, ref: t.ObjectRef, status: t.RunStatus) -> None:
        """Turn the switch; archiving cannot be undone."""
        self._update(ref, {"status": status.value.upper()})

    def set_budget(self, ref: t.ObjectRef, amount_minor: int, field: t.ChangeField) -> None:
        """Set the daily or the lifetime budget; for a daily one a spending limit makes room first."""
        amount = money.to_meta(amount_minor, self.link.currency, field=f"{field.value}_minor")
        if field == t.ChangeField.DAILY_BUDGET:
            Caps(self.account.get_api()).make_room(self._campaign_of(ref), budgets={ref.external_id: amount})
        self._update(ref, {field.value: amount})

    def _campaign_of(self, ref: t.ObjectRef) -> str:
        if ref.kind == t.ObjectKind.CAMPAIGN:
            return ref.external_id
        return self.account.get_api().get(ref.external_id, fields="campaign_id")["campaign_id"]

    def set_end(self, ref: t.ObjectRef, at: datetime | None) -> None:
        """Move the end of an ad set, or of all of a campaign's."""
        ending.set_end(self.account, ref, at)

    def set_targeting(self, ref: t.ObjectRef, change: t.TargetingChange) -> None:
        """Show an ad set to other people."""
        aiming.set_targeting(self.account, self.link, ref, change)

    def set_bid(self, ref: t.ObjectRef, bid: t.Bid) -> None:
        """Set how a campaign or an ad set bids."""
        _check(bid)
        if ref.kind == t.ObjectKind.AD:
            raise _refuse(_NO_BID_ON_AD)
        setter = self._set_campaign_bid if ref.kind == t.ObjectKind.CAMPAIGN else self._set_ad_set_bid
        setter(ref, bid)

    def _set_campaign_bid(self, ref: t.ObjectRef, bid: t.Bid) -> None:
        """The caps of all ad sets go along in the same call, so that none is ever without."""
        cap, strategy = budgets.cap_of(bid, self.link.currency), budgets.strategy_of(bid)
        if "bid_constraints" in cap:
            raise _refuse(_CAP_OF_ONE)
        sent: dict[str, Any] = {"bid_strategy": strategy}
        if cap:
            campaign = Campaign(ref.external_id, api=self.account.get_api())
            ad_sets = list_edge(campaign, "adsets", ["id"], limit=100)
            sent["adset_bid_amounts"] = {ad_set["id"]: cap["bid_amount"] for ad_set in ad_sets}
        self._update(ref, sent)

    def _set_ad_set_bid(self, ref: t.ObjectRef, bid: t.Bid) -> None:
        row = self.account.get_api().get(ref.external_id, fields="optimization_goal,campaign{bid_strategy}")
        _check(bid, row.get("optimization_goal", ""))
        above, strategy = (row.get("campaign") or {}).get("bid_strategy"), budgets.strategy_of(bid)
        if above and above != strategy:
            raise _refuse(_OTHER_STRATEGY)
        sent = budgets.cap_of(bid, self.link.currency) | ({} if above else {"bid_strategy": strategy})
        if sent:
            self._update(ref, sent)

    def set_creative(self, ref: t.ObjectRef, change: t.CreativeChange) -> None:
        """Make the new creative, or find the one that an earlier try made, and put it into the ad, which is reviewed again.

        A form that the ad opens stays, unless the change names another.
        """
        plan = _only(change, self._form_of(ref))
        launch = Launch(self.account, plan, self.link.presence)
        done: dict[str, t.StepResult] = {}
        (group,) = plan.ad_groups
        for step in [*steps.media_steps(plan), steps.creative_step(group.ads[0])]:
            done[step.key] = launch.find(step) or launch.perform(step, done)
        self._update(ref, {"creative": {"creative_id": done[f"{steps.CREATIVE}:{change.ad_key}"].external_id}})

    def _form_of(self, ref: t.ObjectRef) -> str:
        row = self.account.get_api().get(ref.external_id, fields="creative{object_story_spec}")
        story = (row.get("creative") or {}).get("object_story_spec") or {}
        shown = story.get("link_data") or story.get("video_data") or {}
        return ((shown.get("call_to_action") or {}).get("value") or {}).get("lead_gen_form_id", "")

    def _update(self, ref: t.ObjectRef, sent: dict[str, Any]) -> None:
        self.account.get_api().post(ref.external_id, params=sent)


def _check(bid: t.Bid, goal: str = "") -> None:
    if problem := next(budgets.check_bid(bid, goal), None):
        raise _refuse(problem.text)


def _only(change: t.CreativeChange, form_id: str) -> t.CampaignPlan:
    """Return the change's plan with the one ad in it, and the form that is shown now."""
    plan = change.plan
    group, ad = next((g, ad) for g in plan.ad_groups for ad in g.ads if ad.key == change.ad_key)
    form = plan.lead_form
    if form_id and not (form and form.external_id):
        form = t.LeadForm("", "", (), "", external_id=form_id)
    purpose = t.Purpose.LEAD_GENERATION if form_id else plan.purpose
    return replace(plan, purpose=purpose, lead_form=form, ad_groups=(replace(group, ads=(ad,)),))


def _refuse(text: str) -> errors.InvalidRequest:
    return errors.InvalidRequest(text, fields={"bid": text})

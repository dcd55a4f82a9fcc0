"""Budgets a day and in all, of campaigns and of ad groups; bids; last days."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from campaigns import selectors, services
from campaigns.models import PlatformCampaign
from integrations.types import Bid, BidStrategy
from tests.campaigns.property.base import BUDGETS, Base, everybody, people, pick, which

WHOLE = (20_000, 50_000, 90_000, 150_000)
BIDS = {"google": BidStrategy.MAXIMIZE_CLICKS, "meta": BidStrategy.COST_CAP, "tiktok": BidStrategy.COST_CAP}


class Budgets(Base):
    """What things may cost, and until when, by whoever may say so or only ask for it."""

    @rule(who=everybody, number=which, minor=st.sampled_from(BUDGETS))
    def change_budget(self, who: str, number: int, minor: int):
        part = pick([part for part in self.house.parts() if part.daily_budget_minor], number)
        if who == "key":
            body = {"daily_budget_minor": minor, "target": str(part.uuid)}
            self.house.attempt("budget", lambda: self.house.ask(f"/campaigns/{part.campaign.uuid}/budget", **body))
            return
        self._change(who, part, part, daily_budget_minor=minor)

    @rule(who=everybody.filter(lambda who: who != "key"), number=which, minor=st.sampled_from(BUDGETS))
    def change_group_budget(self, who: str, number: int, minor: int):
        """A budget in all where the amount is meant for one, of whatever is not a campaign with a budget a day."""
        holders = [
            holder
            for campaign in self.house.campaigns()
            for holder in selectors.list_budget_holders(campaign)
            if not isinstance(holder, PlatformCampaign) and holder.external_id
        ]
        if holders:
            holder = pick(holders, number)
            self._change(who, holder.platform_campaign, holder, daily_budget_minor=minor)

    @rule(who=everybody.filter(lambda who: who != "key"), number=which, minor=st.sampled_from(WHOLE))
    def change_whole_budget(self, who: str, number: int, minor: int):
        part = pick([part for part in self.house.parts() if part.lifetime_budget_minor], number)
        self._change(who, part, part, lifetime_budget_minor=minor)

    @rule(who=people, number=which, minor=st.sampled_from((80, 150, 700)))
    def change_bid(self, who: str, number: int, minor: int):
        part = pick(self.house.parts(), number)
        common = {"campaign": part.campaign, "bid": Bid(BIDS[part.platform], minor), "target": part.uuid}
        self.house.attempt("bid", lambda: services.change_bid(**common, **self._by(who)))

    @rule(who=people, number=which, days=st.sampled_from((None, 1, 3, 9, 40)), single=st.booleans())
    def change_end(self, who: str, number: int, days: int | None, single: bool):
        part = pick(self.house.parts(), number)
        end = None if days is None else (self.house.clock.now + timedelta(days=days)).date()
        target = {"target": part.uuid} if single else {}
        common = {"campaign": part.campaign, "end_date": end, **target, **self._by(who)}
        self.house.attempt("end", lambda: services.change_schedule(**common))

    def _change(self, who: str, part: PlatformCampaign, holder, **amount: int) -> None:
        common = {"campaign": part.campaign, "target": holder.uuid, **amount, **self._by(who)}
        self.house.attempt(next(iter(amount)), lambda: services.change_budget(**common))

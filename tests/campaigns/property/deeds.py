"""What people, programs and rules do with campaigns."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import rule

from campaigns import selectors, services
from campaigns.models import Ad, AdGroup
from campaigns.types import Creative, DraftAd, load
from campaigns.types.bulk import Bulk, BulkAction, Chosen
from integrations.types import Bid, BidStrategy
from tests.campaigns.property.base import BUDGETS, PEOPLE, Base, pick

EVERYBODY = (*PEOPLE, "key", "rule", "system")
which = st.integers(0, 5)
people, everybody = st.sampled_from(PEOPLE), st.sampled_from(EVERYBODY)


class Deeds(Base):
    """The operations of campaigns, by whoever may do them or only ask for them. What "key" does goes through the API."""

    @rule(who=everybody, number=which, minor=st.sampled_from(BUDGETS))
    def change_budget(self, who: str, number: int, minor: int):
        part = pick(self.house.parts(), number)
        if who == "key":
            body = {"daily_budget_minor": minor, "target": str(part.uuid)}
            self.house.attempt("budget", lambda: self.house.ask(f"/campaigns/{part.campaign.uuid}/budget", **body))
            return
        amount = {"daily_budget_minor": minor, "target": part.uuid}
        common = {"campaign": part.campaign, **amount, **self._by(who)}
        self.house.attempt("budget", lambda: services.change_budget(**common))

    @rule(who=people, action=st.sampled_from(("pause", "resume", "budget")), percent=st.sampled_from((-30, 20, 60)))
    def change_many(self, who: str, action: str, percent: int):
        bulk = Bulk(BulkAction(action), percent=Decimal(percent) if action == "budget" else None)
        chosen = Chosen(tuple(campaign.uuid for campaign in self.house.campaigns()))
        self.house.attempt("many", lambda: services.apply_bulk(bulk=bulk, chosen=chosen, **self._by(who)))

    @rule(who=everybody, number=which, on=st.booleans())
    def switch_campaign(self, who: str, number: int, on: bool):
        campaign = pick(self.house.campaigns(), number)
        verb = "resume" if on else "pause"
        if who == "key":
            self.house.attempt(verb, lambda: self.house.ask(f"/campaigns/{campaign.uuid}/{verb}"))
            return
        switch = services.resume_campaign if on else services.pause_campaign
        self.house.attempt(verb, lambda: switch(campaign=campaign, **self._by(who)))

    @rule(who=st.sampled_from((*PEOPLE, "key")))
    def launch(self, who: str):
        draft = self.house.campaigns()[-1]
        if who == "key":
            self.house.attempt("launch", lambda: self.house.ask(f"/campaigns/{draft.uuid}/launch"))
            return
        self.house.attempt("launch", lambda: services.launch_campaign(campaign=draft, **self._by(who)))

    @rule(who=people, number=which, on=st.booleans(), whole=st.booleans())
    def switch_ad(self, who: str, number: int, on: bool, whole: bool):
        if whole:
            group = pick(list(AdGroup.objects.order_by("pk")), number)
            common = {"ad_group_id": group.uuid, "on": on, **self._by(who)}
            self.house.attempt("group", lambda: services.switch_ad_group(**common))
        else:
            ad = pick(list(Ad.objects.order_by("pk")), number)
            self.house.attempt("ad", lambda: services.switch_ad(ad_id=ad.uuid, on=on, **self._by(who)))

    @rule(who=people, number=which)
    def add_ad(self, who: str, number: int):
        like = pick(list(Ad.objects.exclude(external_id="").order_by("pk")), number)
        creative = load(Creative, like.creative)
        text = f"Number {Ad.objects.count()}, order by Friday."
        new = replace(creative, **{name: (text,) for name in ("primary_texts",) if creative.primary_texts})
        common = {"ad_group_id": like.ad_group.uuid, "ads": [DraftAd(creative=new)], **self._by(who)}
        self.house.attempt("add ad", lambda: services.add_ads(**common))

    @rule(who=people, number=which, minor=st.sampled_from((80, 150)))
    def change_bid(self, who: str, number: int, minor: int):
        part = pick([part for part in self.house.parts() if part.platform == "google"], number)
        bid = Bid(BidStrategy.MAXIMIZE_CLICKS, minor)
        common = {"campaign": part.campaign, "bid": bid, "target": part.uuid, **self._by(who)}
        self.house.attempt("bid", lambda: services.change_bid(**common))

    @rule(who=people, number=which, days=st.sampled_from((None, 3, 9)))
    def change_end(self, who: str, number: int, days: int | None):
        campaign = pick(self.house.campaigns(), number)
        end = None if days is None else (self.house.clock.now + timedelta(days=days)).date()
        common = {"campaign": campaign, "end_date": end, **self._by(who)}
        self.house.attempt("end", lambda: services.change_schedule(**common))

    @rule(who=people, how=st.sampled_from(("approve", "approve", "reject", "withdraw")), number=which)
    def decide(self, who: str, how: str, number: int):
        if waiting := list(selectors.list_proposals()):
            deed = getattr(services, f"{how}_change_set")
            self.house.attempt(how, lambda: deed(change_set=pick(waiting, number), **self._by(who)))

    @rule(who=people, how=st.sampled_from(("undo", "undo", "retry", "drop")), number=which)
    def reconsider(self, who: str, how: str, number: int):
        if sets := self.house.sets(since=self.since):
            deed = getattr(services, f"{how}_change_set")
            self.house.attempt(how, lambda: deed(change_set=pick(sets, number), **self._by(who)))

    @rule(who=people, number=which, keep=st.booleans())
    def settle_drift(self, who: str, number: int, keep: bool):
        settle = services.keep_drift if keep else services.put_back_drift
        campaign = pick(self.house.campaigns(), number)
        self.house.attempt("keep" if keep else "put back", lambda: settle(campaign=campaign, **self._by(who)))

"""Pausing and resuming: campaigns, many of them, ad groups, ads."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import rule

from campaigns import services
from campaigns.models import Ad, AdGroup
from campaigns.types.bulk import Bulk, BulkAction, Chosen
from tests.campaigns.property.base import Base, everybody, people, pick, which


class Switching(Base):
    """The switches of everything that has one, by whoever may press them or only ask for it."""

    @rule(who=everybody, number=which, again=st.sampled_from((False, False, False, True)))
    def switch_campaign(self, who: str, number: int, again: bool):
        """The other way, or (`again`) to what it is."""
        campaign = pick(self.house.campaigns(), number)
        on = (campaign.status != "active") != again
        verb = "resume" if on else "pause"
        if who == "key":
            self.house.attempt(verb, lambda: self.house.ask(f"/campaigns/{campaign.uuid}/{verb}"))
            return
        switch = services.resume_campaign if on else services.pause_campaign
        self.house.attempt(verb, lambda: switch(campaign=campaign, **self._by(who)))

    @rule(who=people, number=which, on=st.booleans(), whole=st.booleans())
    def switch_ad(self, who: str, number: int, on: bool, whole: bool):
        if whole:
            group = pick(list(AdGroup.objects.order_by("pk")), number)
            common = {"ad_group_id": group.uuid, "on": on, **self._by(who)}
            self.house.attempt("group", lambda: services.switch_ad_group(**common))
        else:
            ad = pick(list(Ad.objects.order_by("pk")), number)
            self.house.attempt("ad", lambda: services.switch_ad(ad_id=ad.uuid, on=on, **self._by(who)))

    @rule(
        who=people, action=st.sampled_from(("pause", "resume", "budget")), percent=st.sampled_from((-30, 20, 60)),
        only=st.sampled_from((0, 0, 2)),
    )  # fmt: skip
    def change_many(self, who: str, action: str, percent: int, only: int):
        bulk = Bulk(BulkAction(action), percent=Decimal(percent) if action == "budget" else None)
        chosen = Chosen(tuple(campaign.uuid for campaign in self.house.campaigns()[only:]))
        self.house.attempt("many", lambda: services.apply_bulk(bulk=bulk, chosen=chosen, **self._by(who)))

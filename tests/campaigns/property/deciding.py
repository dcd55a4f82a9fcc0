"""Launching; yes and no; undoing, trying again, letting go; keeping or putting back what moved on the platforms."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from campaigns import selectors, services
from tests.campaigns.property.base import PEOPLE, Base, people, pick, which


class Deciding(Base):
    """What is decided of what was asked for or has happened."""

    @rule(who=st.sampled_from((*PEOPLE, "key")), number=which)
    def launch(self, who: str, number: int):
        draft = pick(self.house.drafts(), number)
        if who == "key":
            self.house.attempt("launch", lambda: self.house.ask(f"/campaigns/{draft.uuid}/launch"))
            return
        self.house.attempt("launch", lambda: services.launch_campaign(campaign=draft, **self._by(who)))

    @rule(who=people, number=which)
    def remove_launch(self, who: str, number: int):
        draft = pick(self.house.drafts(), number)
        self.house.attempt("remove launch", lambda: services.remove_launch(campaign=draft, **self._by(who)))

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

    @rule(who=people, number=which, keep=st.booleans(), single=st.booleans())
    def settle_drift(self, who: str, number: int, keep: bool, single: bool):
        """All that moved of a campaign, or a single value of it."""
        settle = services.keep_drift if keep else services.put_back_drift
        campaign = pick(self.house.campaigns(), number)
        drift = selectors.list_drift(campaign)
        only = [pick(drift, number).key] if single and drift else []
        common = {"campaign": campaign, "only": only, **self._by(who)}
        self.house.attempt("keep" if keep else "put back", lambda: settle(**common))

    @rule(who=people, keep=st.booleans())
    def settle_all_drift(self, who: str, keep: bool):
        common = {"campaigns": self.house.campaigns(), "keep": keep, **self._by(who)}
        self.house.attempt("settle all", lambda: services.settle_drift(**common))

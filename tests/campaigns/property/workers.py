"""Two workers at once, and people who do something while a worker waits for a platform's answer."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from campaigns import services
from campaigns.models import Change
from campaigns.types import ChangeState
from tenants.models import Job
from tenants.queue import delivery
from tests.campaigns.property import oracle
from tests.campaigns.property.base import BUDGETS, Base, people, pick, which
from tests.campaigns.property.house import LONG_AGO


class Workers(Base):
    """What happens while a call is out. Every job runs through the real claims and leases."""

    @rule(at=st.integers(0, 4), is_late=st.booleans())
    def work_twice_at_once(self, at: int, is_late: bool):
        """Another worker looks for work; where the first one's lease has run out (`is_late`) it takes over all it holds."""
        self._meanwhile(at, lambda: self._other_worker(is_late))

    @rule(at=st.integers(0, 3), who=people, number=which, minor=st.sampled_from(BUDGETS))
    def change_while_it_is_applied(self, at: int, who: str, number: int, minor: int):
        part = pick([part for part in self.house.parts() if part.daily_budget_minor], number)
        common = {"campaign": part.campaign, "target": part.uuid, "daily_budget_minor": minor, **self._by(who)}
        self._meanwhile(at, lambda: self.house.attempt("budget", lambda: services.change_budget(**common)))

    @rule(at=st.integers(0, 3), who=people, number=which, on=st.booleans())
    def switch_while_it_is_applied(self, at: int, who: str, number: int, on: bool):
        switch = services.resume_campaign if on else services.pause_campaign
        common = {"campaign": pick(self.house.campaigns(), number), **self._by(who)}
        self._meanwhile(at, lambda: self.house.attempt("switch", lambda: switch(**common)))

    @rule(at=st.integers(0, 4))
    def stop_while_it_is_applied(self, at: int):
        common = self._by("owner")
        self._meanwhile(at, lambda: self.house.attempt("stop", lambda: services.stop_everything(**common)))

    @rule(at=st.integers(0, 1), number=which)
    def stop_what_is_being_switched_on(self, at: int, number: int):
        """The stop comes while a worker's call that switches a campaign on is out."""
        again, quick = lambda: pick(self.house.campaigns(), number), self.house.is_quick
        if (campaign := again()).status == "active":
            self.house.attempt("pause", lambda: services.pause_campaign(campaign=campaign, **self._by("owner")))
            self.house.work()
        self.house.is_quick = False
        self.house.attempt("resume", lambda: services.resume_campaign(campaign=again(), **self._by("owner")))
        self.stop_while_it_is_applied(at=at)
        self.house.is_quick = quick

    def _meanwhile(self, at: int, deed) -> None:
        self.house.watch.meanwhile(at, deed)
        self.house.work()
        self.house.watch.forget()
        self.seen = oracle.last_change()  # what was wanted right before the deed nobody knows

    def _other_worker(self, is_late: bool) -> None:
        if is_late:
            Job.objects.filter(state=Job.State.RUNNING).update(lease_until=LONG_AGO)
            Change.objects.filter(state=ChangeState.APPLYING).update(lease_until=LONG_AGO)
            delivery.recover()
            Job.objects.filter(state=Job.State.QUEUED).update(retry_at=None)
        self.house.work()

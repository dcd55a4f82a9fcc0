"""The sequences: what owner, manager, member, program, rule and the product itself do, and what befalls them."""

from collections import defaultdict
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from campaigns import selectors, services
from campaigns.models import Ad, AdGroup, Change
from campaigns.types import ChangeState, ClosureKind, TargetField
from tests.campaigns.property import oracle, truth
from tests.campaigns.property.house import House

EVERYBODY = ("owner", "manager", "member", "key", "rule", "system")
PEOPLE = ("owner", "manager", "member")
PLATFORMS = ("meta", "google", "tiktok")
BUDGETS = (1500, 2500, 3000, 4500, 6000, 9000, 12_000)
CEILINGS = (None, 3000, 7000, 12_000, 16_000, 25_000)
FAULTS = ("500", "429", "reset", "drop_after_commit", "html502")
WRITES = {"meta": ("POST", ""), "google": ("GRPC", "Mutate"), "tiktok": ("POST", "")}
which = st.integers(0, 5)


class Sequences(RuleBasedStateMachine):
    """Every rule is one thing that somebody does or that happens; refusals are answers like others."""

    house: ClassVar[House]

    def __init__(self):
        super().__init__()
        self.house.begin()
        self.is_sound = True
        self.edits: dict[tuple[str, str], list] = defaultdict(list)
        self.launched, self.since = oracle.desired_values(), oracle.last_change()
        self.ceilings = oracle.Ceilings(self.house.accounts)

    # -- what people and programs do

    @rule(who=st.sampled_from(EVERYBODY), number=which, minor=st.sampled_from(BUDGETS))
    def change_budget(self, who: str, number: int, minor: int):
        part = _pick(self.house.parts(), number)
        if who == "key":
            body = {"daily_budget_minor": minor, "target": str(part.uuid)}
            return self._do("budget", lambda: self.house.ask(f"/campaigns/{part.campaign.uuid}/budget", **body))
        amount = {"daily_budget_minor": minor, "target": part.uuid}
        return self._do("budget", lambda: services.change_budget(campaign=part.campaign, **amount, **self._by(who)))

    @rule(who=st.sampled_from(EVERYBODY), number=which, on=st.booleans())
    def switch_campaign(self, who: str, number: int, on: bool):
        campaign = _pick(self.house.campaigns(), number)
        verb = "resume" if on else "pause"
        if who == "key":
            return self._do(verb, lambda: self.house.ask(f"/campaigns/{campaign.uuid}/{verb}"))
        switch = services.resume_campaign if on else services.pause_campaign
        return self._do(verb, lambda: switch(campaign=campaign, **self._by(who)))

    @rule(who=st.sampled_from(("owner", "manager", "member", "key")))
    def launch(self, who: str):
        draft = self.house.campaigns()[-1]
        if who == "key":
            return self._do("launch", lambda: self.house.ask(f"/campaigns/{draft.uuid}/launch"))
        return self._do("launch", lambda: services.launch_campaign(campaign=draft, **self._by(who)))

    @rule(who=st.sampled_from(PEOPLE), number=which, on=st.booleans(), whole=st.booleans())
    def switch_ad(self, who: str, number: int, on: bool, whole: bool):
        if whole:
            group = _pick(list(AdGroup.objects.order_by("pk")), number)
            return self._do("group", lambda: services.switch_ad_group(ad_group_id=group.uuid, on=on, **self._by(who)))
        ad = _pick(list(Ad.objects.order_by("pk")), number)
        return self._do("ad", lambda: services.switch_ad(ad_id=ad.uuid, on=on, **self._by(who)))

    @rule(who=st.sampled_from(PEOPLE), number=which, days=st.sampled_from((None, 3, 9)))
    def change_end(self, who: str, number: int, days: int | None):
        campaign = _pick(self.house.campaigns(), number)
        end = None if days is None else (self.house.clock.now + timedelta(days=days)).date()
        self._do("end", lambda: services.change_schedule(campaign=campaign, end_date=end, **self._by(who)))

    @rule(who=st.sampled_from(PEOPLE), how=st.sampled_from(("approve", "reject", "withdraw")), number=which)
    def decide(self, who: str, how: str, number: int):
        if waiting := list(selectors.list_proposals()):
            deed = getattr(services, f"{how}_change_set")
            self._do(how, lambda: deed(change_set=_pick(waiting, number), **self._by(who)))

    @rule(who=st.sampled_from(PEOPLE), how=st.sampled_from(("undo", "retry", "drop")), number=which)
    def reconsider(self, who: str, how: str, number: int):
        if sets := self.house.sets():
            deed = getattr(services, f"{how}_change_set")
            self._do(how, lambda: deed(change_set=_pick(sets, number), **self._by(who)))

    @rule(number=which, keep=st.booleans(), who=st.sampled_from(PEOPLE))
    def settle_drift(self, number: int, keep: bool, who: str):
        settle = services.keep_drift if keep else services.put_back_drift
        campaign = _pick(self.house.campaigns(), number)
        self._do("keep" if keep else "put back", lambda: settle(campaign=campaign, **self._by(who)))

    # -- what bounds them

    @rule(platform=st.sampled_from((*PLATFORMS, "")), minor=st.sampled_from(CEILINGS))
    def set_ceiling(self, platform: str, minor: int | None):
        if platform:
            account = self.house.accounts[platform]
            self._set_policy(account_ceilings={account.uuid: minor})
            self.ceilings.set(account.external_id, minor, self.house.clock.now)
        else:
            self._set_policy(daily_ceiling_minor=minor)
            self.ceilings.set(oracle.TOGETHER, minor, self.house.clock.now)

    @rule(minor=st.sampled_from((None, 3000)), percent=st.sampled_from((None, 50)), launches=st.booleans())
    def set_thresholds(self, minor: int | None, percent: int | None, launches: bool):
        self._set_policy(approve_above_minor=minor, approve_above_percent=percent, approve_launches=launches)

    @rule(how=st.sampled_from(("stop", "start again", "lift")))
    def stop(self, how: str):
        deeds = {
            "stop": services.stop_everything, "start again": services.start_again, "lift": services.lift_stop,
        }  # fmt: skip
        self._do(how, lambda: deeds[how](**self._by("owner")))

    @rule(number=which, everything=st.booleans(), ends=st.booleans())
    def close(self, number: int, everything: bool, ends: bool):
        common = self._by("manager")
        is_open = list(selectors.list_closures(is_open=True))
        if ends and is_open:
            self._do("open", lambda: services.end_closure(closure=_pick(is_open, number), **common))
            return
        today = self.house.clock.now.date()
        about = None if everything else _pick(self.house.campaigns(), number)
        days = {"kind": ClosureKind.SOLD_OUT, "from_date": today, "to_date": today}
        self._do("close", lambda: services.create_closure(campaign=about, **days, **common))
        services.turn_closures(now=self.house.clock.now)

    # -- what befalls them

    @rule()
    def work(self):
        self.house.work()

    @rule(hours=st.sampled_from((0.3, 0.3, 20)))
    def wait(self, hours: float):
        self.house.wait(hours=hours)
        self.house.work()

    @rule(platform=st.sampled_from(PLATFORMS))
    def read(self, platform: str):
        if self.house.read(platform):
            self.ceilings.read(self.house.accounts[platform].external_id)

    @rule(number=which, minor=st.sampled_from((*BUDGETS, 0)), status=st.sampled_from(("active", "paused")))
    def edit_behind_our_back(self, number: int, minor: int, status: str):
        part = _pick(self.house.parts(), number)
        sandbox, external = self.house.sandbox, part.external_id
        before = truth.read_campaigns(sandbox)[external]
        if minor:
            truth.edit_budget(sandbox, part.platform, external, minor)
            self.edits[external, TargetField.DAILY_BUDGET].append(minor)
            raised = max(0, minor - (before.daily_minor or 0))
        else:
            truth.edit_status(sandbox, part.platform, external, status)
            self.edits[external, TargetField.STATUS].append(status)
            raised = before.daily_minor or 0 if status == "active" != before.status else 0
        if raised:
            self.ceilings.raised_there(before.account, external, raised)

    @rule(
        platform=st.sampled_from(PLATFORMS),
        kind=st.sampled_from(FAULTS),
        skip=st.integers(0, 3),
        times=st.sampled_from((1, 2, 30)),
    )
    def fail_there(self, platform: str, kind: str, skip: int, times: int):
        method, path = WRITES[platform]
        common = {"platform": platform, "skip": skip, "times": times}
        self.house.sandbox.fault(kind, method=method if kind == "drop_after_commit" else "", path=path, **common)

    @rule()
    def recover_there(self):
        self.house.sandbox.control("DELETE", "faults")

    @rule(at=st.integers(0, 4), how=st.sampled_from(("killed_before", "killed_after", "timeout_after")))
    def have_an_accident(self, at: int, how: str):
        """While the next jobs run, the worker dies at a call, or the answer to it never comes."""
        self.house.wire.arm(at, how)
        if how == "timeout_after":
            self.house.sandbox.fault(how, skip=at)
        self.house.work()
        self.house.wire.arm(None)

    # -- what holds

    @invariant()
    def the_ledger_replays(self):
        self.is_sound = False
        oracle.check_replay(self.launched, self.since)
        oracle.check_explained(self.edits)
        self.ceilings.check(self.house.sandbox, self.house.clock.now)
        self.is_sound = True

    def teardown(self):
        try:
            if self.is_sound:
                self._calm_down()
        finally:
            self.house.end()

    def _calm_down(self) -> None:
        """In the end everything is applied and read, and what was true on the way is true of the platforms themselves."""
        self.house.settle()
        for account in self.house.accounts.values():
            self.ceilings.read(account.external_id)
        self.the_ledger_replays()
        oracle.check_observed(self.house.sandbox)
        for state in Change.objects.values_list("state", flat=True):
            self.house.tally[state] = self.house.tally.get(state, 0) + 1
        assert not Change.objects.filter(state=ChangeState.APPLYING).exists()

    def _do(self, name: str, deed: Any) -> None:
        self.house.attempt(name, deed)

    def _set_policy(self, account_ceilings=None, **values) -> None:
        version = selectors.get_policy().version
        common = {"version": version, "account_ceilings": account_ceilings, **self._by("owner")}
        services.update_policy(values=values, **common)

    def _by(self, who: str) -> dict[str, Any]:
        self.house.clock.advance(seconds=1)
        return {"actor": self.house.actors[who], "now": self.house.clock.now}


def _pick(rows: list, number: int) -> Any:
    return rows[number % len(rows)]

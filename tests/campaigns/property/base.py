"""What all sequences share: a house of their own to begin with, and what must hold after every step and in the end."""

from collections import defaultdict
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant
from hypothesis.strategies._internal.featureflags import FeatureFlags

from campaigns import selectors, services, signals
from campaigns.models import Change
from tests.campaigns.property import ending, oracle, rights
from tests.campaigns.property.ceilings import Ceilings
from tests.campaigns.property.house import House

PLATFORMS = ("meta", "google", "tiktok")
PEOPLE = ("owner", "manager", "member")
EVERYBODY = (*PEOPLE, "key", "rule", "system")
BUDGETS = (1500, 2500, 3000, 4500, 6000, 9000, 12_000)
LIMITS = ("approve_above_minor", "approve_above_percent", "approve_launches", "approve_automatic")
EVERYTHING = st.just(FeatureFlags())
"""Every operation in every sequence. By itself hypothesis leaves most of them out of a sequence, and ours meet too seldom."""
which = st.integers(0, 5)
people, everybody = st.sampled_from(("owner", *PEOPLE)), st.sampled_from(("owner", *EVERYBODY))


class Base(RuleBasedStateMachine):
    """Every rule is one thing that somebody does or that happens; refusals are answers like others."""

    house: ClassVar[House]

    def __init__(self):
        super().__init__()
        self._rules_strategy.enabled_rules_strategy = EVERYTHING
        self.house.begin()
        self.is_sound = True
        self.edits: dict[tuple[str, str], list] = defaultdict(list)
        policy = selectors.get_policy()
        self.limits: dict[str, Any] = {name: getattr(policy, name) for name in LIMITS}
        self.wanted = oracle.desired_values(oracle.rows())
        self.launched, self.since = self.wanted, oracle.last_change()
        self.seen = self.since
        self.ceilings = Ceilings(self.house)
        self.house.watch.on_write = self.ceilings.after_write
        self.imported: list[str] = []
        signals.objects_imported.connect(self._note_import)  # weak: it ends with the sequence

    @invariant()
    def the_ledger_explains_everything(self):
        """Replay it, ask it for the reason of every difference, and compare the platforms with the ceilings."""
        self.is_sound = False
        rows = oracle.rows()
        wanted = oracle.desired_values(rows)
        oracle.check_replay(self.launched, self.since, wanted)
        oracle.check_explained(rows, self.edits)
        oracle.check_undone(self.since)
        rights.check_rights(self.since, self.house.actors)
        rights.check_thresholds(self.seen, self.limits, self.wanted, self.edits)
        self.ceilings.check()
        assert not self.imported, f"what was made here was taken for somebody else's on {self.imported}"
        self.wanted, self.seen, self.is_sound = wanted, oracle.last_change(), True

    def teardown(self):
        try:
            if self.is_sound:
                self._calm_down()
        finally:
            self.house.end()

    def _calm_down(self) -> None:
        """In the end everything is applied and read; what was true on the way is true of the platforms themselves."""
        self.house.settle()
        for account in self.house.accounts.values():
            self.ceilings.read(account.external_id)
        self.the_ledger_explains_everything()
        ending.check_observed(self.house.sandbox)
        ending.check_stopped(self.house.sandbox, self.edits)
        for state in Change.objects.filter(pk__gt=self.since).values_list("state", flat=True):
            self.house.tally[state] = self.house.tally.get(state, 0) + 1

    def _note_import(self, account, **_) -> None:
        """Nobody makes anything in the platforms' own managers here, so whatever is imported was made by us, twice or unheard."""
        self.imported.append(account.platform)

    def _by(self, who: str) -> dict[str, Any]:
        """Return who does something, and when."""
        self.house.clock.advance(seconds=1)
        return {"actor": self.house.actors[who], "now": self.house.clock.now}

    def _set_policy(self, account_ceilings=None, **values) -> None:
        version = selectors.get_policy().version
        common = {"version": version, "account_ceilings": account_ceilings, **self._by("owner")}
        services.update_policy(values=values, **common)


def pick(rows: list, number: int) -> Any:
    """Return one of some rows; any number will do."""
    return rows[number % len(rows)]

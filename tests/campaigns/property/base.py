"""What all sequences share: a house of their own to begin with, and what must hold after every step and in the end."""

from collections import defaultdict
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from campaigns import selectors, services
from campaigns.models import Change
from tests.campaigns.property import oracle
from tests.campaigns.property.house import House

PLATFORMS = ("meta", "google", "tiktok")
PEOPLE = ("owner", "manager", "member")
BUDGETS = (1500, 2500, 3000, 4500, 6000, 9000, 12_000)


class Base(RuleBasedStateMachine):
    """Every rule is one thing that somebody does or that happens; refusals are answers like others."""

    house: ClassVar[House]

    def __init__(self):
        super().__init__()
        self.house.begin()
        self.is_sound = True
        self.edits: dict[tuple[str, str], list] = defaultdict(list)
        self.launched, self.since = oracle.desired_values(), oracle.last_change()
        self.ceilings = oracle.Ceilings(self.house.accounts)

    @invariant()
    def the_ledger_explains_everything(self):
        """Replay it, ask it for the reason of every difference, and compare the platforms with the ceilings."""
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
        """In the end everything is applied and read; what was true on the way is true of the platforms themselves."""
        self.house.settle()
        for account in self.house.accounts.values():
            self.ceilings.read(account.external_id)
        self.the_ledger_explains_everything()
        oracle.check_observed(self.house.sandbox)
        oracle.check_stopped(self.house.sandbox, self.edits)
        for state in Change.objects.filter(pk__gt=self.since).values_list("state", flat=True):
            self.house.tally[state] = self.house.tally.get(state, 0) + 1

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

"""The sandbox's world: clock, store, settings, and the market settled up to the present moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .apps import DEFAULT_APPS, TIERS, AppKeys
from .clock import Clock
from .market import engine
from .market.state import MarketState
from .market.terms import Outcome
from .sides import Side
from .store import Rows, Store, Thing


@dataclass(slots=True)
class Config:
    """What the sandbox was started with; `tiers` are how far each platform trusts the app (it sets the quotas)."""

    seed: int = 20
    apps: Mapping[str, AppKeys] = field(default_factory=lambda: dict(DEFAULT_APPS))
    tiers: dict[str, str] = field(default_factory=lambda: {name: tiers[0] for name, tiers in TIERS.items()})

    @property
    def app_id(self) -> str:
        return self.apps["meta"].id

    @property
    def app_secret(self) -> str:
        return self.apps["meta"].secret

    @property
    def tier(self) -> str:
        return self.tiers["meta"]


@dataclass(slots=True)
class World:
    """One per process, and used from one thread. `sides` are the platforms by name; `kept` is what a reset may go back to."""

    clock: Clock
    store: Store
    config: Config
    sides: Mapping[str, Side] = field(default_factory=dict)
    kept: dict[str, tuple[int, Rows]] = field(default_factory=dict)

    def now(self) -> float:
        return self.clock.now()

    def new_id(self) -> str:
        """Return a numeric id as Meta gives them: 17 digits, never given twice."""
        number = self.store.next_number("id")
        return f"12021{number * 7919 % 10_000:04d}{number:08d}"

    def side_of(self, thing: Thing) -> Side:
        """Return the platform of an account or of something in one."""
        account = thing if thing.kind == "account" else self.store.get(thing.account, "account")
        return self.sides[account.data["platform"] if account else "meta"]

    def settle(self, account: Thing) -> None:
        """Compute the account's market up to the last complete tick. Nothing to do: costs one look-up."""
        done = self.store.get_value(f"settled:{account.id}", engine.tick_of(account.created))
        last = engine.tick_of(self.now())
        if last <= done:
            return
        with self.store.transaction():
            terms = self.sides[account.data["platform"]].terms_of(self, account)
            state = MarketState.load(self.store.get_value(f"market:{account.id}", {}))
            outcome = engine.run(self.config.seed, terms, state, done, last)
            self._keep(account.id, outcome)
            self.store.set_value(f"market:{account.id}", state.dump())
            self.store.set_value(f"settled:{account.id}", last)

    def settle_all(self) -> None:
        for account in self.store.list("account"):
            self.settle(account)

    def _keep(self, account_id: str, outcome: Outcome) -> None:
        self.store.add_hours(
            account_id,
            ((*key, row.impressions, row.clicks, row.link_clicks, row.spend) for key, row in outcome.hours.items()),
        )
        self.store.add_conversions(
            (c.ad, c.day, c.hour, account_id, c.kind, c.window, c.happened_at, c.known_at, 1, c.value)
            for c in outcome.conversions
        )

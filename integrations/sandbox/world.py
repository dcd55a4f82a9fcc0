"""The sandbox's world: clock, store, settings, and the market settled up to the present moment."""

from collections.abc import Callable
from dataclasses import dataclass, field

from . import DEFAULT_APP_ID, DEFAULT_APP_SECRET
from .clock import Clock
from .market import engine
from .market.state import MarketState
from .market.terms import AccountTerms, Outcome
from .store import Store, Thing

TermsOf = Callable[["World", Thing], AccountTerms]


@dataclass(slots=True)
class Config:
    """What the sandbox was started with; `tier` is Meta's ads API access tier (it sets the quotas)."""

    seed: int = 20
    app_id: str = DEFAULT_APP_ID
    app_secret: str = DEFAULT_APP_SECRET
    tier: str = "standard_access"


@dataclass(slots=True)
class World:
    """One per process. `terms_of` turns an account's objects into the market's terms, by the account's platform."""

    clock: Clock
    store: Store
    config: Config
    terms_of: dict[str, TermsOf] = field(default_factory=dict)

    def now(self) -> float:
        return self.clock.now()

    def new_id(self) -> str:
        """Return a numeric id as Meta gives them: 17 digits, never given twice."""
        number = self.store.next_number("id")
        return f"12021{number * 7919 % 10_000:04d}{number:08d}"

    def settle(self, account: Thing) -> None:
        """Compute the account's market up to the last complete tick. Nothing to do: costs one look-up."""
        done = self.store.get_value(f"settled:{account.id}", engine.tick_of(account.created))
        last = engine.tick_of(self.now())
        if last <= done:
            return
        with self.store.transaction():
            terms = self.terms_of[account.data["platform"]](self, account)
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

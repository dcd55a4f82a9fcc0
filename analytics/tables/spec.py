"""What a table is about, as an address says it: `?by=campaign&by=day&period=28d&compare=year&sort=-spend`."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from analytics.tables.columns import USUAL
from analytics.types import Split

MOST_SPLITS, MOST_OWN, MOST_CAMPAIGNS, OWN = 3, 10, 50, "own."
PERIOD = ("period", "since", "until", "compare")


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One question. Days are the accounts' own; the words of the period are those of `analytics.periods`.

    Without `campaigns` it is about all of them; `part` limits it to the ads that have something, as `headline:Fresh bread` or
    `image:` and its id. `currency` empty: money as platforms report it, each currency apart.
    `as_of` (aware, UTC): as it was known then.
    `sort` names a column, or an own figure (`own.` and its id), with "-" before it for the largest first; empty: in the
    order of what it is split by.
    """

    by: tuple[Split, ...] = (Split.CAMPAIGN,)
    period: str = ""
    since: str = ""
    until: str = ""
    compare: str = "none"
    currency: str = ""
    as_of: datetime | None = None
    account: UUID | None = None
    platform: str = ""
    campaigns: tuple[UUID, ...] = ()
    part: str = ""
    maturity: bool = False
    columns: tuple[str, ...] = USUAL
    own: tuple[UUID, ...] = ()
    sort: str = ""

    @property
    def query(self) -> str:
        """Return the address, every part in one order and only what is not usual."""
        usual = TableSpec()
        pairs: list[tuple[str, str]] = [("by", each) for each in self.by]
        pairs += [(name, str(getattr(self, name))) for name in _WORDS if getattr(self, name) != getattr(usual, name)]
        pairs += [("campaign", str(each)) for each in self.campaigns] + ([("sort", self.sort)] if self.sort else [])
        pairs += [("as_of", self.as_of.isoformat())] if self.as_of else []
        pairs += [("maturity", "1")] if self.maturity else []
        pairs += [("column", each) for each in self.columns] if self.columns != USUAL else []
        return urlencode([*pairs, *(("own", str(each)) for each in self.own)])

    @property
    def campaign(self) -> UUID | None:
        """Return the campaign that it is about, where it is about one."""
        return self.campaigns[0] if len(self.campaigns) == 1 else None

    @property
    def part_words(self) -> tuple[Split, str] | None:
        """Return what the ads that it is about have: the kind of part and its key; None where it is about all ads."""
        kind, _, key = self.part.partition(":")
        return (Split(kind), key) if self.part else None

    @property
    def period_words(self) -> dict[str, str]:
        """Return what it says of the period, as `analytics.periods.choose` takes it."""
        return {name: getattr(self, name) for name in PERIOD}

    def but(self, **changed) -> "TableSpec":
        """Return the same question with something changed."""
        return replace(self, **changed)


_WORDS = (*PERIOD, "currency", "account", "platform", "part")

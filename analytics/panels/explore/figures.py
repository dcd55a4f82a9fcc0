"""The figures of the page: those of every table, in the page's words, and the organisation's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from analytics.panels.custom import Written
from analytics.panels.figures import (
    CLICKS,
    CPC,
    CPM,
    CTR,
    IMPRESSIONS,
    SPEND,
    Figure,
    cost_per_result,
    results,
    value_per_unit,
)
from analytics.panels.maturing import Maturing, say_maturing
from analytics.selectors.custom import OwnFigure
from analytics.tables import Row
from analytics.types import Basis
from analytics.wording import Noun
from tenants import formats
from tenants.place import Place

KEPT = ("spend", "conversions", "cpa")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a row; `change` (a ratio) against the days before, where the two are of one kind."""

    label: str
    text: str
    maturing: Maturing | None = None
    change: Decimal | None = None
    good: str = "none"
    fold: bool = False
    """Whether it leaves where there is room for three figures only."""


def list_figures(noun: Noun, place: Place) -> dict[str, Figure]:
    """Return the figures of a table by key, in the page's words."""
    one = noun.one.capitalize()
    unit = formats.money(Decimal(1), place.currency, place.locale).replace(".00", "").replace(",00", "")
    value = Figure("value", f"{one} value", "money", lambda m: m.value_micros, matures=True)
    rate = Figure(
        "conversion_rate", f"{noun.many.capitalize()} per click", "percent", lambda m: m.conversion_rate, matures=True
    )
    found = [SPEND, IMPRESSIONS, CLICKS, results(noun), value, CTR, rate, CPC, CPM, cost_per_result(noun)]
    return {figure.key: figure for figure in [*found, value_per_unit(noun, unit)]}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the cells of a row."""

    figures: Sequence[Figure]
    own: Sequence[OwnFigure]
    basis: Basis
    place: Place
    first: str = ""
    """The key of the figure that matters most: what the rows are sorted by."""

    @property
    def kept(self) -> set[str]:
        """Return the keys of the three figures that stay where there is no room for more."""
        wanted = dict.fromkeys([self.first, *KEPT, *(figure.key for figure in self.figures)])
        shown = {figure.key for figure in self.figures}
        return set([key for key in wanted if key in shown][:3])

    def cells(self, row: Row, name: str) -> list[Cell]:
        """Return a row's cells; `name` makes what is said of the maturing ones unique on the page."""
        kept = self.kept
        shown = [self._cell(figure, row, name, fold=figure.key not in kept) for figure in self.figures]
        return shown + [self._own(figure, row, name, len(shown) + n) for n, figure in enumerate(self.own)]

    def _cell(self, figure: Figure, row: Row, name: str, *, fold: bool) -> Cell:
        fair = self.basis in (Basis.FINAL, Basis.SAME_AGE) or (self.basis == Basis.UNEQUAL and not figure.matures)
        change = figure.change(row.metrics, row.previous) if row.previous and fair else None
        text = figure.text(row.metrics, self.place, short=False, between="\n")
        maturing = say_maturing(figure, row.metrics, row.estimate, name=name, place=self.place)
        return Cell(figure.label, text, maturing, change, figure.good, fold)

    def _own(self, figure: OwnFigure, row: Row, name: str, n: int) -> Cell:
        written = Written(figure.expression, self.place, figure.is_percent)
        maturing = written.maturing(row.metrics, row.estimate, name=f"{name}-{n}")
        return Cell(figure.name, written.text(row.metrics), maturing, fold=n > 2)

"""How long videos are watched: of a hundred plays how many come to a quarter, half, three quarters and the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import Any
from uuid import UUID

import campaigns.selectors
import creatives.selectors
from analytics.panels.creatives.curve import draw_curve
from analytics.panels.creatives.telling import LONGEST
from analytics.panels.drawn import Chart
from analytics.periods import Choice
from analytics.selectors import list_watching
from analytics.selectors.audience import Watched
from analytics.types import Split
from analytics.wording import Piece, Sentence
from tenants import formats
from tenants.place import Place

FEWEST_PLAYS = 100
"""With fewer the share of those who came to the end is known to a tenth at best."""
FEWEST_VIDEOS = 3
"""Of fewer there is no usual video to set one against."""
MOST_DRAWN = 12
MARKS = ("Start", "A quarter", "Half", "Three quarters", "The end")


@dataclass(frozen=True, slots=True)
class Film:
    """One video, over all ads that play it; `asset` is None where it is not in the library: then it is an ad's."""

    name: str
    asset: UUID | None
    watched: Watched

    @property
    def shares(self) -> tuple[float, ...]:
        """Return which share of the plays came to each quarter, from 1 on."""
        seen = self.watched
        return tuple(
            min(each / seen.plays, 1.0) for each in (seen.plays, seen.to_25, seen.to_50, seen.to_75, seen.to_100)
        )

    @property
    def is_known(self) -> bool:
        """Return whether there were enough plays to say something."""
        return self.watched.plays >= FEWEST_PLAYS


@dataclass(frozen=True)
class Watching:
    """The videos of a period, those that were played most first."""

    films: list[Film]
    choice: Choice
    place: Place

    @cached_property
    def usual(self) -> tuple[float, ...] | None:
        """Return the median video's shares, each quarter for itself; None where too few videos are known."""
        known = [film.shares for film in self.films if film.is_known]
        return tuple(median(each) for each in zip(*known, strict=True)) if len(known) >= FEWEST_VIDEOS else None

    @property
    def sentence(self) -> Sentence:
        """Return which video is watched to its end most, or what is missing."""
        known = [film for film in self.films if film.is_known]
        if not known:
            return [Piece("No video", marked=True), Piece(" was played often enough to tell.")]
        best = max(known, key=lambda film: film.shares[-1])
        name = formats.shorten(best.name, LONGEST)
        end = f"{self._percent(best.shares[-1])} of the plays of “\u2068{name}\u2069” come to its end"
        if not self.usual:
            return [Piece(end, marked=True), Piece(".")]
        return [Piece(end, marked=True), Piece(f"; of the usual video it is {self._percent(self.usual[-1])}.")]

    @property
    def drawn(self) -> list[tuple[str, Film, Chart]]:
        """Return the videos with their curves, each with its id on the page."""
        known = [film for film in self.films if film.is_known][:MOST_DRAWN]
        return [(f"watched-{n}", film, self._draw(film)) for n, film in enumerate(known, 1)]

    @property
    def early(self) -> list[Film]:
        """Return those with too few plays."""
        return [film for film in self.films if not film.is_known][:MOST_DRAWN]

    def _draw(self, film: Film) -> Chart:
        half, end = (self._percent(film.shares[n]) for n in (2, 4))
        finding = f"{half} of the plays come to the middle, {end} to the end."
        columns = ["Of 100 plays come to", "This video", *(["The usual one"] if self.usual else [])]
        lists = [film.shares, *([self.usual] if self.usual else [])]
        rows = [[mark, *(self._percent(each[n]) for each in lists)] for n, mark in enumerate(MARKS)]
        plays = f"{formats.count(film.watched.plays, self.place.locale)} plays"
        legend = [("this video", ""), ("the usual video", "c")] if self.usual else []
        spec = draw_curve(film.shares, self.usual, end) | {"description": finding}
        return Chart(film.name, plays, finding, spec, columns, rows, legend)

    def _percent(self, share: float) -> str:
        return formats.percent(Decimal(str(share)), self.place.locale, decimals=0)


def read_watching(choice: Choice, *, place: Place) -> Watching:
    """Read how long the videos of a period were watched; three queries.

    A video counts over every ad that plays it; an ad with several counts under each, because platforms tell them of the ad.
    """
    seen = list_watching(choice.period)
    if not seen:
        return Watching([], choice, place)
    pairs = [(ad, key) for ad, key in campaigns.selectors.list_elements(Split.VIDEO.value) if ad in seen]
    names = creatives.selectors.name_assets({key for _, key in pairs})
    films = _of_library(seen, pairs, names) + _of_ads(seen, {ad for ad, _ in pairs})
    return Watching(sorted(films, key=lambda film: -film.watched.plays), choice, place)


def _of_library(seen: Mapping[int, Watched], pairs: Sequence[tuple[int, str]], names: Mapping[str, Any]) -> list[Film]:
    by_key: dict[str, list[Watched]] = {}
    for ad, key in pairs:
        by_key.setdefault(key, []).append(seen[ad])
    return [
        Film(
            names[key].name if key in names else "Not in the library",
            names[key].uuid if key in names else None,
            _add(each),
        )
        for key, each in by_key.items()
    ]


def _of_ads(seen: Mapping[int, Watched], others: set[int]) -> list[Film]:
    rest = seen.keys() - others
    names = campaigns.selectors.name_ads(rest) if rest else {}
    return [Film(f"{names[ad].name} (ad)", None, seen[ad]) for ad in rest if ad in names]


def _add(parts: Sequence[Watched]) -> Watched:
    columns = ("plays", "to_25", "to_50", "to_75", "to_100")
    return Watched(*(sum(getattr(each, name) for each in parts) for name in columns))

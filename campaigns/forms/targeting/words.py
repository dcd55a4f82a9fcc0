"""An audience as inputs show it, and what was typed read back: keywords with their signs, points on the map."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from integrations.types import Keyword, MatchType, Radius, Targeting

POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
SIGNED = {"[": (MatchType.EXACT, "]"), '"': (MatchType.PHRASE, '"'), "“": (MatchType.PHRASE, "”")}
SIGNS = {MatchType.EXACT: "[{}]", MatchType.PHRASE: "“{}”", MatchType.BROAD: "{}"}
KM = 10


def shown(aim: Targeting) -> dict[str, Any]:
    """Return what all platforms share of an audience as the inputs show it."""
    radius = aim.radii[0] if aim.radii else None
    matches = {word.match for word in aim.keywords}
    usual = _usual_match(matches)
    signs = SIGNS | {usual: "{}"}
    return {
        "area": "circle" if radius else "countries",
        "countries": list(aim.countries),
        "point": f"{radius.latitude}, {radius.longitude}" if radius else "",
        "km": radius.km if radius else None,
        "point_name": radius.name if radius else "",
        "age_min": aim.age_min,
        "age_max": aim.age_max,
        "gender": aim.genders[0] if aim.genders else "",
        "languages": list(aim.languages),
        "keywords": "\n".join((signs if word.text else SIGNS)[word.match].format(word.text) for word in aim.keywords),
        "match": usual.value,
        "negative_keywords": "\n".join(word.text for word in aim.negative_keywords),
    }


def read_radius(data: dict[str, Any]) -> Iterator[Radius]:
    """Yield the circle that was written, if one was."""
    if found := POINT.fullmatch(data["point"]):
        yield Radius(Decimal(found[1]), Decimal(found[2]), data["km"] or KM, data["point_name"])


def read_keywords(lines: str, usual: MatchType) -> tuple[Keyword, ...]:
    """Return the keywords, one a line, each once; signs around a line say how closely it must fit."""
    found = [_keyword(line.strip(), usual) for line in lines.splitlines() if line.strip()]
    return tuple(dict.fromkeys(found))


def _keyword(line: str, usual: MatchType) -> Keyword:
    match, end = SIGNED.get(line[0], (usual, ""))
    return Keyword(line[1:-1].strip(), match) if end and line.endswith(end) and len(line) > 1 else Keyword(line, usual)


def _usual_match(matches: set[MatchType]) -> MatchType:
    """Return how closely lines without signs fit: broad has no signs, so it is that where any is broad."""
    if len(matches) == 1:
        return next(iter(matches))
    return MatchType.BROAD if MatchType.BROAD in matches else MatchType.PHRASE

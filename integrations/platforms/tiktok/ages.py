"""TikTok's age groups. It aims at whole groups only, so a span that cuts one in two is refused with the nearest. Pure."""

GROUPS = {
    "AGE_13_17": (13, 17), "AGE_18_24": (18, 24), "AGE_25_34": (25, 34), "AGE_35_44": (35, 44), "AGE_45_54": (45, 54),
    "AGE_55_100": (55, 100),
}  # fmt: skip
YOUNGEST, OLDEST = 13, 100
OPEN_FROM = 65  # elsewhere 65 is the last choice and means "and older"


def groups_for(age_min: int | None, age_max: int | None) -> list[str]:
    """Return the groups that lie in a span, whole or in part; none where no age is said."""
    if age_min is None and age_max is None:
        return []
    low, high = _bounds(age_min, age_max)
    return [name for name, (first, last) in GROUPS.items() if first <= high and last >= low]


def nearest_span(age_min: int | None, age_max: int | None) -> tuple[int, int]:
    """Return the span of whole groups that holds a span."""
    low, high = _bounds(age_min, age_max)
    held = [bounds for bounds in GROUPS.values() if bounds[0] <= high and bounds[1] >= low]
    return (held[0][0], held[-1][1]) if held else (low, high)


def fits(age_min: int | None, age_max: int | None) -> bool:
    """Tell whether a span is made of whole groups."""
    return nearest_span(age_min, age_max) == _bounds(age_min, age_max)


def read_span(groups: list[str]) -> tuple[int | None, int | None]:
    """Return the lowest and the highest age of some groups; None where TikTok sets no bound."""
    known = sorted(GROUPS[name] for name in groups if name in GROUPS)
    if not known:
        return None, None
    return known[0][0], None if known[-1][1] == OLDEST else known[-1][1]


def _bounds(age_min: int | None, age_max: int | None) -> tuple[int, int]:
    high = OLDEST if age_max is None or age_max >= OPEN_FROM else age_max
    return age_min if age_min is not None else YOUNGEST, high

"""What a verdict on an ad says in words: what was seen at its start, what now, and how sure that is."""

from decimal import Decimal

from analytics.fatigue import Missing, Side, State, Verdict, Want
from tenants import formats
from tenants.place import Place

BADGES = {
    State.TIRED: ("Tired", "bad"),
    State.WEARING: ("Wearing", "warn"),
    State.UNTOLD: ("Clicks fall", "warn"),
    State.OTHERWISE: ("Clicks fall", "warn"),
    State.FRESH: ("Fresh", "good"),
    State.TOO_EARLY: ("Too early", ""),
}
_MEANING = {
    State.TIRED: "People have seen it enough: show them something new.",
    State.WEARING: "It begins to wear. Have its successor ready.",
    State.UNTOLD: "How often people saw it is not told, so this may be wear or something else.",
    State.OTHERWISE: "People do not see it more often, so the reason is another: the season, the price, or who else advertises.",
    State.FRESH: "Nothing points to wear.",
}


def tell_meaning(verdict: Verdict) -> str:
    """Return what follows from a verdict; of one that is too early what it waits for."""
    if verdict.state == State.TOO_EARLY:
        return " ".join(_missing(each) for each in verdict.missing)
    return _MEANING[verdict.state]


def tell_evidence(verdict: Verdict, place: Place) -> str:
    """Return the evidence in two sentences; empty where there are no two weeks."""
    start, now, fall = verdict.start, verdict.now, verdict.fall
    if not (start and now and fall):
        return ""
    if verdict.state == State.FRESH:
        return f"{_week(start, 'In its first week', place)}. {_week(now, 'In the newest', place)}."
    least, most = (formats.percent(Decimal(str(1 - each)), place.locale, decimals=0) for each in (fall.high, fall.low))
    how_much = f"{least} to {most} fewer clicks for as many views, more than its days usually differ"
    return f"{_week(start, 'In its first week', place)}. {_week(now, 'In the newest', place)}: {how_much}."


def _week(side: Side, when: str, place: Place) -> str:
    days = formats.date_range(side.since, side.until, place.locale, year=False)
    clicked = f"{formats.percent(Decimal(str(side.ctr or 0)), place.locale)} of the views were clicked"
    if side.frequency is None:
        return f"{when}, {days}, {clicked}"
    times = formats.count(Decimal(str(side.frequency)), place.locale, decimals=1)
    return f"{when}, {days}, each person saw it {times} times and {clicked}"


def _missing(missing: Missing) -> str:
    if missing.want == Want.DAYS:
        days = missing.needs - missing.has
        return f"Two whole weeks are needed: {days} more day{'s' if days > 1 else ''}."
    if missing.want == Want.DELIVERY:
        return f"It was shown on {missing.has} days of a week; {missing.needs} are needed."
    return f"It gets about {missing.has} clicks a week; from {missing.needs} on a fall can be told from chance."

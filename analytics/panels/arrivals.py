"""How an account's conversions arrive, in a chart and in words: of all of them, or of one conversion action."""

from analytics import maturity
from analytics.charts.curves import Arrival, draw_arrivals
from analytics.maturity import Curve
from analytics.panels.drawn import Chart
from analytics.selectors.completeness import ActionInfo
from analytics.selectors.curves import Curves
from tenants import formats
from tenants.place import Place

SURE = 1.28
"""So many standard errors hold four of five cases."""
NEARLY_ALL = 0.99
EVERY_DAYS = 0.25


def make_arrivals(account, curves: Curves, action: ActionInfo | None, *, usual: str, place: Place) -> Chart:
    """Return the chart of an account's curve; `usual` says whose the grey line is ("Meta, before anything is learned")."""
    action_id = action.action_id if action else None
    curve, belief = curves.curve(account.pk, action_id), maturity.prior_curve(account.platform)
    is_learned = _learned(account, curves, action_id) is not None
    points = [_point(curve, belief, n * EVERY_DAYS) for n in range(int(_last_day(curve) / EVERY_DAYS) + 1)]
    name = action.name if action else "all conversions"
    finding = f"What is reported of {name}: {when_words(curve, place)}."
    return Chart(
        title=f"Reported by age, {name}",
        note=learned_words(account, curves, action, place),
        finding=finding,
        spec={**draw_arrivals(points, usual_label=usual if is_learned else ""), "description": finding},
        columns=["Days after the day’s end", "Reported", "From", "To", *([usual] if is_learned else [])],
        rows=[_row(point, place, is_learned) for point in points if point.age == int(point.age)],
        legend=[("reported, with its range", ""), *([(usual, "c")] if is_learned else [])],
    )


def when_words(curve: Curve, place: Place) -> str:
    """Say how much is reported by the end of the day, and when nine of ten and nearly all are."""
    most = [f"{_whole(share, place)} {_after(age)}" for share in (0.9, NEARLY_ALL) if (age := first_age(curve, share))]
    return ", ".join([f"{_whole(curve.share(0), place)} by the end of the day", *most])


def first_age(curve: Curve, share: float) -> float:
    """Return the age in quarters of a day at which a share is reported first; 0 by the end of the day."""
    age = 0.0
    while curve.share(age) < share:
        age += EVERY_DAYS
    return age


def learned_words(account, curves: Curves, action: ActionInfo | None, place: Place) -> str:
    """Say what the curve rests on."""
    found = _learned(account, curves, action.action_id if action else None)
    if found is None:
        return "nothing learned yet: what is usual is taken"
    conversions = formats.count(round(found.conversions), place.locale)
    moment = formats.moment(found.learned_at, place.zone, place.locale)
    return f"learned from {conversions} conversions of {found.days} days, {moment}"


def _learned(account, curves: Curves, action_id: int | None):
    return curves.learned.get((account.pk, action_id)) or curves.learned.get((account.pk, None))


def _last_day(curve: Curve) -> float:
    """Return the age at which nearly all is reported, in whole days and at least a week."""
    return max(7.0, float(-(-first_age(curve, NEARLY_ALL) // 1)))


def _point(curve: Curve, belief: Curve, age: float) -> Arrival:
    share, error = curve.share(age), SURE * curve.error(age)
    low, high = max(0.0, share - error), min(1.0, share + error)
    return Arrival(age, *(round(100 * each, 2) for each in (share, low, high, belief.share(age))))


def _row(point: Arrival, place: Place, is_learned: bool) -> list[str]:
    shares = [point.share, point.low, point.high, *([point.usual] if is_learned else [])]
    return [f"{point.age:.0f}", *(_whole(share / 100, place) for share in shares)]


def _whole(share: float, place: Place) -> str:
    return formats.percent(share, place.locale, decimals=0)


def _after(age: float) -> str:
    return "within a day" if age <= 1 else f"within {-(-age // 1):.0f} days"

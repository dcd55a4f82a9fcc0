"""Sums turned into Google's metrics and segments."""

from datetime import date, timedelta
from typing import Any

from ..market.audience import By

Key = tuple[str, int, str, str]
"""(day, hour, conversion action, part of the audience); what was not asked to be told apart is empty or -1."""
WHOLE: Key = ("", -1, "", "")
DELIVERY = ("impressions", "clicks", "cost")


def show_metrics(numbers: dict[str, float]) -> dict[str, Any]:
    impressions, clicks, cost = (int(numbers.get(name, 0)) for name in DELIVERY)
    results, value = numbers.get("conversions", 0.0), round(numbers.get("value", 0.0), 6)
    plays = int(numbers.get("plays", 0))
    return {
        "impressions": impressions, "clicks": clicks, "interactions": clicks, "cost_micros": cost,
        "conversions": results, "conversions_value": value, "all_conversions": numbers.get("all_conversions", 0.0),
        "all_conversions_value": round(numbers.get("all_value", 0.0), 6),
        "view_through_conversions": int(numbers.get("views", 0)), "ctr": _ratio(clicks, impressions),
        "average_cpc": _ratio(cost, clicks), "average_cost": _ratio(cost, clicks),
        "average_cpm": _ratio(cost * 1_000, impressions), "cost_per_conversion": _ratio(cost, results),
        "value_per_conversion": _ratio(value, results), "conversions_from_interactions_rate": _ratio(results, clicks),
        "video_trueview_views": 0,
        **{f"video_quartile_p{n}_rate": _ratio(int(numbers.get(f"to_{n}", 0)), plays) for n in (25, 50, 75, 100)},
    }  # fmt: skip


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def show_segments(key: Key, action: Any, by: By | None) -> dict[str, Any]:
    day, hour, _, part = key
    found: dict[str, Any] = {"hour": hour} if hour >= 0 else {}
    found |= {"device": part} if by == By.DEVICE else {}
    if day:
        moment = date.fromisoformat(day)
        found |= {
            "date": day,
            "month": f"{day[:7]}-01",
            "year": moment.year,
            "day_of_week": moment.strftime("%A").upper(),
        }
        found["week"] = (moment - timedelta(days=moment.weekday())).isoformat()
    if action is not None:
        name = f"customers/{action.account}/conversionActions/{action.id}"
        found |= {"conversion_action": name, "conversion_action_name": action.data["name"]}
        found["conversion_action_category"] = action.data["category"]
    return found

"""The period that a page of campaigns is about."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest

from analytics import periods
from tenants.errors import Invalid

NAMES = ("period", "since", "until")


def choose(request: HttpRequest, first_launch: date | None, today: date) -> periods.Choice:
    """Return the period that is asked for; unasked, today for what was launched today: it has no whole day yet."""
    usual = periods.named("today" if first_launch == today else periods.DEFAULT, today)
    if not any(request.GET.get(name) for name in NAMES):
        return usual
    try:
        return periods.choose(request.GET, today=today)
    except Invalid:
        return usual


def menus(choice: periods.Choice) -> dict[str, list[tuple[str, str, bool]]]:
    """Return what a campaign's page offers: `periods`, which keep what they are set against, and `comparisons`."""
    kept = "" if choice.compare == periods.Compare.PREVIOUS else f"compare={choice.compare}&"
    plain = replace(choice, compare=periods.Compare.PREVIOUS).query
    against = [(label, f"?{plain}&compare={how}", how == choice.compare) for how, label in periods.COMPARISONS.items()]
    return {"periods": links(choice, kept), "comparisons": against}


def links(choice: periods.Choice, query: str = "") -> list[tuple[str, str, bool]]:
    """Return the named periods as links; `query` is what the address says besides ("status=active&")."""
    named = [(key, label) for key, label in periods.LABELS.items() if key != "custom"]
    return [(label, f"?{query}period={key}", key == choice.key) for key, label in named]

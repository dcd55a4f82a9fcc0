"""What the organisation's rules may be."""

from collections.abc import Mapping
from typing import Any

from campaigns import naming
from campaigns.services.checks import UNCLEAN, is_clean

MOST_MINOR = 10**14
MOST_PERCENT = 1000
NUMBERS = ("daily_ceiling_minor", "approve_above_minor", "largest_step_percent", "approve_above_percent")
SWITCHES = ("approve_launches", "approve_automatic")
TEMPLATES = {"name_template": 200, "utm_template": 1000}
STOP = "Write more than nothing. To halt everything, use the stop."


def list_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """Return a text for each field that will not do."""
    found = {name: _problem(name, value) for name, value in values.items()}
    return {name: text for name, text in found.items() if text}


def ceiling_problem(amount: Any) -> str:
    """Return what is wrong with a ceiling in minor units, or ""; None is no ceiling."""
    if amount is None:
        return ""
    if isinstance(amount, bool) or not isinstance(amount, int):
        return "Write an amount of money a day."
    return STOP if amount <= 0 else "That looks like a slip. Write a smaller amount." if amount > MOST_MINOR else ""


def _problem(name: str, value: Any) -> str:
    if name == "daily_ceiling_minor":
        return ceiling_problem(value)
    if name == "approve_above_minor":
        return "" if value == 0 else ceiling_problem(value)
    if name in NUMBERS:
        return _percent_problem(value, least=0 if name.startswith("approve") else 1)
    if name in SWITCHES:
        return "" if isinstance(value, bool) else "Say yes or no."
    return _template_problem(name, value) if name in TEMPLATES else "There is no such rule."


def _percent_problem(value: Any, least: int) -> str:
    if value is None:
        return ""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return "" if is_number and least <= value <= MOST_PERCENT else f"Write a percentage from {least} to {MOST_PERCENT}."


def _template_problem(name: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > TEMPLATES[name]:
        return f"Write at most {TEMPLATES[name]} characters."
    if not is_clean(value):
        return UNCLEAN
    return naming.name_problem(value) if name == "name_template" else naming.utm_problem(value)

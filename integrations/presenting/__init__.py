"""What the connections page says of each account, in words."""

from integrations.naming import NAMES
from integrations.presenting.cards import Card
from integrations.presenting.choices import list_choices, list_options
from integrations.presenting.health import (
    describe_health,
    list_missing_scopes,
    may_change,
    say_cadence,
    say_quota,
)
from integrations.presenting.page import Page, present, present_offer

__all__ = [
    "NAMES",
    "Card",
    "Page",
    "describe_health",
    "list_choices",
    "list_missing_scopes",
    "list_options",
    "may_change",
    "present",
    "present_offer",
    "say_cadence",
    "say_quota",
]

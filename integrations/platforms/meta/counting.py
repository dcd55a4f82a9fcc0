"""Which of Meta's overlapping action types is the conversion. One per row, never a sum.

Meta reports the same order several times: `omni_purchase` holds `purchase`, which holds
`offsite_conversion.fb_pixel_purchase`. The widest that is there counts. What a campaign aims at decides between leads,
installs and orders; where it aims at neither (traffic, awareness), orders count. The names are Meta's own, read in its
SDK's and others' code; that the widest is always sent could not be checked against Meta.

Split by action, each family is one action, under a name of ours that stays whatever is the widest on a day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from integrations import types as t
from integrations.platforms.meta.money import to_micros

_ORDERS = ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase", "onsite_web_purchase")
_LEADS = ("lead", "onsite_conversion.lead_grouped", "offsite_conversion.fb_pixel_lead")
_INSTALLS = ("omni_app_install", "mobile_app_install", "app_install")
_SIGN_UPS = (
    "omni_complete_registration", "complete_registration", "offsite_conversion.fb_pixel_complete_registration",
)  # fmt: skip
_BY_OBJECTIVE = {
    "OUTCOME_LEADS": _LEADS,
    "LEAD_GENERATION": _LEADS,
    "OUTCOME_APP_PROMOTION": _INSTALLS,
    "APP_INSTALLS": _INSTALLS,
}
_FAMILIES = {
    t.ConversionKind.PURCHASE: ("Purchases", _ORDERS),
    t.ConversionKind.LEAD: ("Leads", _LEADS),
    t.ConversionKind.INSTALL: ("App installs", _INSTALLS),
    t.ConversionKind.SIGN_UP: ("Registrations", _SIGN_UPS),
}


def count_conversions(row: Mapping[str, Any]) -> tuple[Decimal, int]:
    """Return a report row's conversions and their value in micros."""
    return _widest(row, _BY_OBJECTIVE.get(row.get("objective", ""), _ORDERS)) or (Decimal(0), 0)


def list_actions(row: Mapping[str, Any]) -> Iterator[t.ActionFigures]:
    """Yield what a report row has of each family; the campaign's own conversions are among them, if there are any."""
    for kind, (name, words) in _FAMILIES.items():
        if found := _widest(row, words):
            yield t.ActionFigures(str(kind), name, kind, *found)


def add_conversions(row: t.MetricRow, below: Sequence[t.MetricRow]) -> t.MetricRow:
    """Return a row with the conversions, and the actions, of the rows below it."""
    actions: dict[str, t.ActionFigures] = {}
    for one in (action for part in below for action in part.actions):
        had = actions.get(one.external_id, replace(one, conversions=Decimal(0), value_micros=0))
        count, value_micros = one.conversions + had.conversions, one.value_micros + had.value_micros
        actions[one.external_id] = replace(one, conversions=count, value_micros=value_micros)
    conversions = sum((part.conversions for part in below), Decimal(0))
    value_micros = sum(part.value_micros for part in below)
    return replace(row, conversions=conversions, value_micros=value_micros, actions=tuple(actions.values()))


def _widest(row: Mapping[str, Any], words: Sequence[str]) -> tuple[Decimal, int] | None:
    """Return the count and value of the first of these action types that the row has."""
    counts, values = _by_type(row.get("actions")), _by_type(row.get("action_values"))
    chosen = next((word for word in words if word in counts), None)
    return (Decimal(counts[chosen]), to_micros(values.get(chosen))) if chosen else None


def _by_type(actions: Sequence[Mapping[str, str]] | None) -> dict[str, str]:
    return {action["action_type"]: action["value"] for action in actions or ()}

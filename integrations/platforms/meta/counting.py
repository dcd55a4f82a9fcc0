"""Which of Meta's overlapping action types is the conversion. One per row, never a sum.

Meta reports the same order several times: `omni_purchase` holds `purchase`, which holds
`offsite_conversion.fb_pixel_purchase`. The widest that is there counts. What a campaign aims at decides between leads,
installs and orders; where it aims at neither (traffic, awareness), orders count. The names are Meta's own, read in its
SDK's and others' code; that the widest is always sent could not be checked against Meta.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from integrations.platforms.meta.money import to_micros

_ORDERS = ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase", "onsite_web_purchase")
_LEADS = ("lead", "onsite_conversion.lead_grouped", "offsite_conversion.fb_pixel_lead")
_INSTALLS = ("omni_app_install", "mobile_app_install", "app_install")
_BY_OBJECTIVE = {
    "OUTCOME_LEADS": _LEADS,
    "LEAD_GENERATION": _LEADS,
    "OUTCOME_APP_PROMOTION": _INSTALLS,
    "APP_INSTALLS": _INSTALLS,
}


def count_conversions(row: Mapping[str, Any]) -> tuple[Decimal, int]:
    """Return a report row's conversions and their value in micros."""
    names = _BY_OBJECTIVE.get(row.get("objective", ""), _ORDERS)
    counts, values = _by_type(row.get("actions")), _by_type(row.get("action_values"))
    chosen = next((name for name in names if name in counts), None)
    if chosen is None:
        return Decimal(0), 0
    return Decimal(counts[chosen]), to_micros(values.get(chosen))


def _by_type(actions: Sequence[Mapping[str, str]] | None) -> dict[str, str]:
    return {action["action_type"]: action["value"] for action in actions or ()}

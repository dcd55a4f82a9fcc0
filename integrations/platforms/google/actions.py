"""Conversions by conversion action: a query of their own, since Google gives neither cost nor clicks by action.

https://developers.google.com/google-ads/api/docs/conversions/reporting: an action without any conversions has no row. Only
what the advertiser lets count (`metrics.conversions`) is asked for, so that the actions of a row add up to its conversions.
"""

from collections.abc import Iterable
from typing import Any

from integrations import types as t
from integrations.platforms.google import goals, money
from integrations.platforms.google.client import word

SEGMENTS = (
    "segments.conversion_action", "segments.conversion_action_name", "segments.conversion_action_category",
)  # fmt: skip
FIGURES = ("metrics.conversions", "metrics.conversions_value")
_KINDS = {
    **dict.fromkeys(("PURCHASE", "SUBSCRIBE_PAID", "STORE_SALE"), t.ConversionKind.PURCHASE),
    **dict.fromkeys(goals.LEADS, t.ConversionKind.LEAD),
    "SIGNUP": t.ConversionKind.SIGN_UP,
    "DOWNLOAD": t.ConversionKind.INSTALL,
}


def read_action(row: Any) -> t.ActionFigures:
    """Read one action's figures; its id is the last part of its resource name, as accounts list it."""
    return t.ActionFigures(
        external_id=row.segments.conversion_action.rpartition("/")[2],
        name=row.segments.conversion_action_name,
        kind=_KINDS.get(word(row.segments, "conversion_action_category"), t.ConversionKind.OTHER),
        conversions=money.to_decimal(row.metrics.conversions),
        value_micros=money.value_to_micros(row.metrics.conversions_value),
    )


def by_key(found: Iterable[tuple[tuple, t.ActionFigures]]) -> dict[tuple, list[t.ActionFigures]]:
    """Return what brought anything, by the day and the ids that it belongs to."""
    actions: dict[tuple, list[t.ActionFigures]] = {}
    for key, action in found:
        if action.conversions or action.value_micros:
            actions.setdefault(key, []).append(action)
    return actions

"""Conversions by action: of each family of events the one count that holds all of its kind and place.

TikTok's BASIC reports have a metric for every event and place of it, several of them for the same event: unique people
beside all events, by the day of the event (real_time_…) beside by the day of the impression, after a click (cta_…) or a
view (vta_…) beside both. Taken is what counts all events by the day of the impression, as `conversion` does: on the
website, in the app, in TikTok's shop and in forms inside TikTok, which are events of different places. One ad group's
`conversion` is the event that it is optimised for, so that actions and conversions need not agree.

Names of the website's and the shop's: TikTok's page "Supported metrics for a dimension in basic reports", read in a copy.
Those of the app (`total_purchase`, `total_registration`, with `total_purchase_value`) and that `app_install` counts all
installs are third parties' word. `total_complete_payment_rate` is, in spite of its name, the value of purchases on the
website.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations import types as t
from integrations.platforms.tiktok.money import read_count, to_micros

WEBSITE_VALUE = "total_complete_payment_rate"


@dataclass(frozen=True, slots=True)
class _Action:
    """`count` is the metric that counts, and the action's id; `value` the one of what they were worth, where there is."""

    count: str
    name: str
    kind: t.ConversionKind
    value: str = ""


_ACTIONS = (
    _Action("complete_payment", "Purchases on the website", t.ConversionKind.PURCHASE, WEBSITE_VALUE),
    _Action("total_purchase", "Purchases in the app", t.ConversionKind.PURCHASE, "total_purchase_value"),
    _Action("onsite_shopping", "Purchases in TikTok Shop", t.ConversionKind.PURCHASE, "total_onsite_shopping_value"),
    _Action("form", "Forms sent on the website", t.ConversionKind.LEAD),
    _Action("onsite_form", "Forms sent inside TikTok", t.ConversionKind.LEAD),
    _Action("app_install", "App installs", t.ConversionKind.INSTALL),
    _Action("total_registration", "Registrations in the app", t.ConversionKind.SIGN_UP),
)
METRICS = tuple(name for action in _ACTIONS for name in (action.count, action.value) if name)


def read_actions(told: Mapping[str, Any]) -> tuple[t.ActionFigures, ...]:
    """Return the actions of one row that happened, or were worth something."""
    found = [
        t.ActionFigures(
            action.count,
            action.name,
            action.kind,
            read_count(told.get(action.count)),
            to_micros(told.get(action.value)) if action.value else 0,
        )
        for action in _ACTIONS
    ]
    return tuple(one for one in found if one.conversions or one.value_micros)

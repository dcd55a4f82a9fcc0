"""What a new campaign counts: Google's goals are kinds of conversions (category and origin), switched on or off for it.

A campaign begins with the account's goals. It is narrowed to the kind of the chosen conversion action; a campaign for
leads without a chosen one counts every kind of lead that the account has.
"""

from collections.abc import Mapping

from integrations import types as t
from integrations.platforms.google import gaql
from integrations.platforms.google.building import Goal
from integrations.platforms.google.client import Ads
from integrations.platforms.google.purposes import APP, BY_CONVERSIONS, bid_for, channel_for, conversion_of

LEADS = frozenset(
    "SUBMIT_LEAD_FORM PHONE_CALL_LEAD IMPORTED_LEAD BOOK_APPOINTMENT REQUEST_QUOTE CONTACT QUALIFIED_LEAD CONVERTED_LEAD "
    "MESSAGE_LEAD SIGNUP".split()
)
_GOALS = gaql.select(
    ["customer_conversion_goal.category", "customer_conversion_goal.origin"], "customer_conversion_goal"
)


def list_goals(ads: Ads, plan: t.CampaignPlan, presence: Mapping[str, str]) -> list[Goal]:
    """Return every kind of the account, switched on or off for this plan; none where the account's own choice stays."""
    if channel_for(plan) == APP or bid_for(plan, presence).strategy not in BY_CONVERSIONS:
        return []
    kinds = [(_word(row, "category"), _word(row, "origin")) for row in ads.rows(_GOALS)]
    wanted = _wanted(ads, plan, presence, kinds)
    return [Goal(category, origin, (category, origin) in wanted) for category, origin in kinds] if wanted else []


def _wanted(ads: Ads, plan: t.CampaignPlan, presence: Mapping[str, str], kinds: list[tuple[str, str]]) -> set:
    if plan.purpose == t.Purpose.LEAD_GENERATION and not plan.conversion:
        leads = {kind for kind in kinds if kind[0] in LEADS}
        if leads:
            return leads
    number = conversion_of(plan, presence)
    if not number.isdigit():
        return set()
    fields = ["conversion_action.category", "conversion_action.origin"]
    found = ads.rows(gaql.select(fields, "conversion_action", f"conversion_action.id = {number}"))
    return {
        (action.get("category", ""), action.get("origin", "")) for action in (row["conversion_action"] for row in found)
    } & set(kinds)


def _word(row: Mapping, part: str) -> str:
    return row["customer_conversion_goal"].get(part, "")

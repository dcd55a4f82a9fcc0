"""What a purpose means on Google: on which channels it can run, and how it bids there. Pure. Platform facts, section B.

Ads for visits to a shop run as Search ads within a radius: the shop-visit goal of Performance Max needs linked business
locations and an eligibility that cannot be asked for. Which channels still take a target for cost per thousand views
could not be checked, so awareness bids for clicks.
"""

from collections.abc import Iterator, Mapping

from integrations.types import Bid, BidStrategy, CampaignPlan, Channel, Problem, Purpose

SEARCH, DISPLAY, DEMAND_GEN, PERFORMANCE_MAX, APP = Channel
CHANNELS: Mapping[Purpose, tuple[Channel, ...]] = {
    Purpose.LEAD_GENERATION: (SEARCH, PERFORMANCE_MAX, DEMAND_GEN, DISPLAY),
    Purpose.SALES: (SEARCH, PERFORMANCE_MAX, DEMAND_GEN, DISPLAY),
    Purpose.BRAND_AWARENESS: (DISPLAY, DEMAND_GEN),
    Purpose.APP_INSTALLS: (APP,),
    Purpose.EVENT_PROMOTION: (SEARCH, DEMAND_GEN, DISPLAY, PERFORMANCE_MAX),
    Purpose.STORE_VISITS: (SEARCH,),
    Purpose.RETARGETING: (DISPLAY, DEMAND_GEN),
    Purpose.TRAFFIC: (SEARCH, DISPLAY, DEMAND_GEN),
}
NAMES = {
    SEARCH: "Search", DISPLAY: "Display", DEMAND_GEN: "Demand Gen", PERFORMANCE_MAX: "Performance Max", APP: "App campaigns",
}  # fmt: skip
_WITH_PICTURES = {
    Purpose.LEAD_GENERATION: PERFORMANCE_MAX,
    Purpose.SALES: PERFORMANCE_MAX,
    Purpose.EVENT_PROMOTION: DEMAND_GEN,
    Purpose.TRAFFIC: DISPLAY,
}
BY_CONVERSIONS = frozenset(
    {BidStrategy.MAXIMIZE_CONVERSIONS, BidStrategy.MAXIMIZE_VALUE, BidStrategy.TARGET_CPA, BidStrategy.TARGET_ROAS}
)
_WHERE = (
    "Make one in Google Ads under Goals, put its tag on the website, then choose it for this account under Connections."
)
_NO_SALES = (
    f"Orders are counted by a conversion action; this account has none chosen. {_WHERE} Until then choose “traffic”."
)
_NO_LEADS = (
    f"Leads are counted by a lead form or a conversion action, and there is neither. Add a lead form. Or: {_WHERE}"
)
_NO_COUNT = f"This way of bidding needs a conversion action, and this account has none chosen. {_WHERE}"
_NO_AUDIENCE = "Ads for past visitors need one of your audiences. Make one in Google Ads under Audience manager, then choose it here."
_NO_APP = "App installs need the app: choose its store and write its id there (com.example.app, or digits)."
_NO_RADIUS = "Ads for visits to a shop need the place: add a circle around it, or choose its town."


def channel_for(plan: CampaignPlan) -> Channel:
    """Return the channel: the plan's own, else the one that its purpose and what it holds make the best."""
    allowed = CHANNELS[plan.purpose]
    if plan.channel or len(allowed) == 1:
        return plan.channel or allowed[0]
    ads = [ad for group in plan.ad_groups for ad in group.ads]
    if SEARCH in allowed and any(group.targeting.keywords for group in plan.ad_groups):
        return SEARCH
    if DEMAND_GEN in allowed and any(ad.videos or ad.cards for ad in ads):
        return DEMAND_GEN
    if any(ad.images for ad in ads):
        return _WITH_PICTURES.get(plan.purpose, allowed[0])
    return allowed[0]


def bid_for(plan: CampaignPlan, presence: Mapping[str, str]) -> Bid:
    """Return how to bid: as the plan says, else as the purpose wants with what this account counts."""
    if plan.bid:
        return plan.bid
    counts = bool(conversion_of(plan, presence) or plan.lead_form)
    if plan.purpose == Purpose.SALES:
        return Bid(BidStrategy.MAXIMIZE_VALUE)
    is_made_for = plan.purpose in (Purpose.LEAD_GENERATION, Purpose.APP_INSTALLS)
    is_better = counts and plan.purpose in (Purpose.EVENT_PROMOTION, Purpose.RETARGETING)
    if is_made_for or is_better or channel_for(plan) == PERFORMANCE_MAX:
        return Bid(BidStrategy.MAXIMIZE_CONVERSIONS)
    return Bid(BidStrategy.MAXIMIZE_CLICKS)


def conversion_of(plan: CampaignPlan, presence: Mapping[str, str]) -> str:
    """Return the id of the conversion action that counts, or ""."""
    return plan.conversion or presence.get("conversion_action", "")


def check_purpose(plan: CampaignPlan, presence: Mapping[str, str]) -> Iterator[Problem]:
    """Yield why a purpose cannot run on this account, and what to do."""
    channel, allowed = channel_for(plan), CHANNELS[plan.purpose]
    if channel not in allowed:
        names = " or ".join(NAMES[one] for one in allowed)
        yield Problem("channel", f"{NAMES[channel]} does not serve this purpose on Google. Choose {names}.")
    if plan.purpose == Purpose.APP_INSTALLS:
        if not (plan.app and plan.app.store_id):
            yield Problem("app", _NO_APP)
        return
    yield from _check_counting(plan, presence)
    yield from check_people(plan)


def check_people(plan: CampaignPlan) -> Iterator[Problem]:
    """Yield what a purpose needs of the people that ad groups aim at, and is not there."""
    targetings = [group.targeting for group in plan.ad_groups]
    if plan.purpose == Purpose.RETARGETING and not all(one.audiences for one in targetings):
        yield Problem("audiences", _NO_AUDIENCE)
    if plan.purpose == Purpose.STORE_VISITS and not all(one.radii or one.places for one in targetings):
        yield Problem("radii", _NO_RADIUS)


def _check_counting(plan: CampaignPlan, presence: Mapping[str, str]) -> Iterator[Problem]:
    if conversion_of(plan, presence):
        return
    if plan.purpose == Purpose.SALES:
        yield Problem("purpose", _NO_SALES)
    elif plan.purpose == Purpose.LEAD_GENERATION:
        if not plan.lead_form:
            yield Problem("purpose", _NO_LEADS)
    elif bid_for(plan, presence).strategy in BY_CONVERSIONS:
        yield Problem("bid" if plan.bid else "purpose", _NO_COUNT)

"""Platforms that together claim more than was sold, as something that needs somebody."""

from django.urls import reverse

from analytics.panels.needs import PLATFORMS, Need
from analytics.selectors.claims import Truth
from tenants import formats
from tenants.place import Place


def list_overclaims(truth: Truth | None, place: Place) -> list[Need]:
    """Return one thing where platforms claim more than the own sales by a sensible margin; `truth` is of mature days."""
    if truth is None or not truth.is_overclaimed or truth.claimed_share is None:
        return []
    share = formats.percent(truth.claimed_share, place.locale, decimals=0)
    days = formats.date_range(truth.period.since, truth.period.until, place.locale)
    claimed, own = (_money(each, place) for each in (truth.platforms.value_micros, truth.own.value_micros))
    who = len(truth.by_platform)
    subject = "Platforms claim" if who > 1 else f"{PLATFORMS[next(iter(truth.by_platform))]} claims"
    so = "Together they cannot all be right" if who > 1 else "That cannot be right"
    orders = formats.count(truth.own.orders, place.locale)
    text = f"{days}: {claimed} claimed, {own} sold in {orders} orders of your own. {so}; judge all ads by your sales."
    address = f"{reverse('analytics:sales')}?since={truth.period.since}&until={truth.period.until}"
    return [Need("receipt", "warn", f"{subject} {share} of your sales", text, address, "See both truths")]


def _money(micros, place: Place) -> str:
    return formats.money(formats.from_micros(micros or 0), place.currency, place.locale, short=True)

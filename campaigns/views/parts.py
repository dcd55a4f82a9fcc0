"""A campaign's parts and ads with their figures, as the page shows them."""

import creatives.selectors
from analytics import periods
from analytics.wording import Noun
from campaigns.forms import BudgetForm
from campaigns.models import Ad, PlatformCampaign
from campaigns.selectors.budgets import daily_budget_minor, holders_of, lifetime_budget_minor
from campaigns.types import CampaignStatus
from campaigns.views.numbers import Figures, Said, say
from integrations.types import Delivery
from tenants import place
from tenants.formats import from_minor


def with_numbers(parts: list, figures: Figures, noun: Noun, choice: periods.Choice) -> list[PlatformCampaign]:
    """Set what a part spent of its budget in the period, and its state, on each of a campaign's parts."""
    for part in parts:
        part.metrics = figures.of(part.pk)
        part.maturing = _said(noun, figures, part)
        part.holders = holders_of(part)
        part.budget_minor, part.whole_minor = daily_budget_minor(part), lifetime_budget_minor(part)
        planned = (
            from_minor(part.budget_minor, part.currency) * len(choice.period) * 1_000_000 if part.budget_minor else 0
        )
        part.used = (part.metrics.spend_micros or 0) / planned if planned else None
        part.state_key = _state_key(part, part)
    return parts


def list_ads(parts: list, figures: Figures, noun: Noun) -> list[Ad]:
    """Return the ads of these parts with their figures, pictures and states; what spent most comes first."""
    found = [
        (part, group, ad)
        for part in parts
        for group in part.ad_groups.all()
        for ad in group.ads.all()
        if not ad.gone_at
    ]
    assets = creatives.selectors.get_assets_by_id([ad.asset_id for *_, ad in found if ad.asset_id])
    for part, _, ad in found:
        ad.metrics, ad.asset, ad.platform = figures.of(ad.pk), assets.get(ad.asset_id), part.platform
        ad.maturing = _said(noun, figures, ad)
        ad.state_key = _state_key(part, ad)
    return sorted((ad for *_, ad in found), key=lambda ad: -(ad.metrics.spend_micros or 0))


def budget_forms(parts: list, bound: BudgetForm | None) -> list[tuple]:
    """Return a form for each budget that can be changed: the holder, its part, the form."""
    forms, asked = [], str(bound.data.get("target") or "") if bound else ""
    named = {str(holder.uuid) for part in parts for holder in holders_of(part)} & {asked}
    for part in parts:
        if part.launched_at and part.is_managed and part.status in (CampaignStatus.ACTIVE, CampaignStatus.PAUSED):
            for holder in holders_of(part):
                holder.is_whole = holder.daily_budget_minor is None
                holder.amount_minor = holder.lifetime_budget_minor if holder.is_whole else holder.daily_budget_minor
                amount = from_minor(holder.amount_minor, part.currency)
                initial = {"target": holder.uuid, "daily_budget": f"{amount:f}"}
                blank = BudgetForm(currency=part.currency, initial=initial, is_whole=holder.is_whole)
                is_bound = bound is not None and (str(holder.uuid) == asked or not named)
                forms.append((holder, part, bound if is_bound else blank))
    return forms


def _said(noun: Noun, figures: Figures, row: PlatformCampaign | Ad) -> Said:
    metrics, estimate = figures.of(row.pk), figures.estimates.get(row.pk)
    return say(noun, metrics, estimate, name=f"of-{row.uuid}", place=place.current())


def _state_key(part: PlatformCampaign, row: PlatformCampaign | Ad) -> str:
    """Return the state to show: not there yet, off by us, or else what the platform says of it."""
    if part.launched_at is None:
        return "launching" if part.status == CampaignStatus.ACTIVE else part.status
    is_on = row.status == CampaignStatus.ACTIVE and row.delivery != Delivery.UNKNOWN
    return row.delivery if is_on else row.status

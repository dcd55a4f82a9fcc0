"""Rows of the list of campaigns: a campaign, its parts, their ad groups, their ads; each with its figures. Reads nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from analytics.panels.figures import CPC, cost_per_result
from analytics.selectors import Column, Shown
from analytics.types import Metrics
from analytics.wording import Noun, Outcome
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.selectors.budgets import live_parts
from campaigns.services.words import of_money, platform_name
from campaigns.types import CampaignStatus
from campaigns.views import numbers
from campaigns.views.shown import State, state_of
from integrations.types import BudgetLevel, Delivery
from tenants.place import Place

WIDTH, HEIGHT, STEP, BAR = 84, 20, 6, Decimal("4.5")
GROUP_WORDS = {"meta": "Ad set"}
Money = dict[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a row, as it is written: money, what is still maturing, the change of the cost, the days' columns."""

    metrics: Metrics
    money: dict[str, str]
    maturing: numbers.Said
    cost_change: Decimal | None = None
    columns: tuple[tuple[str, str, str, bool], ...] = ()

    @property
    def is_compared(self) -> bool:
        """Return whether an arrow stands beside its cost: not while that is maturing."""
        return self.cost_change is not None and not self.maturing.get("cpa")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `kind` and `uuid` say what is opened; `budgets` are minor units a day by currency."""

    kind: str
    uuid: UUID
    name: str
    href: str
    state: State
    figures: Figures
    platforms: tuple[str, ...] = ()
    platform: str = ""
    note: str = ""
    budgets: Money = field(default_factory=dict)
    asset: Any = None
    campaign: Campaign | None = None
    is_applying: bool = False
    is_free: bool = False
    can_open: bool = False
    is_open: bool = False
    under: str = ""
    """The id of the row that it stands below."""

    @property
    def level(self) -> int:
        """Return how deep it stands: 1 a campaign, 4 an ad."""
        return LEVELS[self.kind]

    @property
    def budget(self) -> str:
        """Write the budget a day, several currencies one below the other."""
        return "\n".join(of_money(minor, currency) for currency, minor in self.budgets.items())

    @property
    def can_pause(self) -> bool:
        """Return whether it runs, is managed here, and nothing is under way."""
        return self.campaign is not None and self.campaign.status == CampaignStatus.ACTIVE and self.is_free

    @property
    def can_resume(self) -> bool:
        """Return whether it is paused, is managed here, and nothing is under way."""
        return self.campaign is not None and self.campaign.status == CampaignStatus.PAUSED and self.is_free


LEVELS = {"campaign": 1, "part": 2, "ad_group": 3, "ad": 4}


class Writer:
    """Writes rows with what was read of their figures."""

    def __init__(self, shown: Shown, noun: Noun, place: Place):
        self.shown, self.noun, self.place = shown, noun, place

    def campaign(self, campaign: Campaign, *, is_open: bool) -> Row:
        """Write a campaign of `list_campaigns`."""
        parts, is_applying = live_parts(campaign), bool(campaign.changes_in_flight)  # type: ignore[attr-defined]
        return Row(
            kind="campaign", uuid=campaign.uuid, name=campaign.name,
            href=reverse("campaigns:detail", args=[campaign.uuid]), state=state_of(campaign),
            figures=self._figures(campaign), platforms=tuple(dict.fromkeys(part.platform for part in parts)),
            budgets=_add_up(parts), campaign=campaign, is_applying=is_applying,
            is_free=not is_applying and all(part.is_managed for part in parts),
            can_open=bool(parts), is_open=is_open,
        )  # fmt: skip

    def part(self, part: PlatformCampaign, *, is_open: bool) -> Row:
        """Write a campaign's part on an ad account."""
        return Row(
            kind="part", uuid=part.uuid, name=platform_name(part.platform), href="", state=_state(part, part),
            figures=self._figures(part), platform=part.platform, note=part.account.name, budgets=_add_up([part]),
            can_open=True, is_open=is_open, under=str(part.campaign.uuid),
        )  # fmt: skip

    def ad_group(self, group: AdGroup, *, is_open: bool) -> Row:
        """Write an ad group."""
        part = group.platform_campaign
        minor = group.daily_budget_minor
        return Row(
            kind="ad_group", uuid=group.uuid, name=group.name, href="", state=_state(part, group),
            figures=self._figures(group), note=GROUP_WORDS.get(part.platform, "Ad group"),
            budgets={} if minor is None else {part.currency: minor}, can_open=True, is_open=is_open,
            under=str(part.uuid),
        )  # fmt: skip

    def ad(self, ad: Ad, asset: Any) -> Row:
        """Write an ad."""
        part = ad.ad_group.platform_campaign
        href = reverse("campaigns:detail", args=[part.campaign.uuid]) + "#ads"
        return Row(
            kind="ad", uuid=ad.uuid, name=ad.name, href=href, state=_state(part, ad), figures=self._figures(ad),
            asset=asset, under=str(ad.ad_group.uuid),
        )  # fmt: skip

    def _figures(self, row: Any) -> Figures:
        shown, noun = self.shown, self.noun
        metrics = shown.metrics.get(row.pk, Metrics())
        said = numbers.say(noun, metrics, shown.estimates.get(row.pk), name=f"of-{row.uuid}", place=self.place)
        figure = CPC if noun.outcome == Outcome.CLICKS else cost_per_result(noun)
        change = figure.change(metrics, shown.before.get(row.pk, Metrics()))
        columns = draw_columns(shown.days.get(row.pk, []), noun)
        return Figures(metrics, numbers.write(noun, metrics, self.place), said, change, columns)


def draw_columns(days: Sequence[Column], noun: Noun) -> tuple[tuple[str, str, str, bool], ...]:
    """Return a small column for each day: x, y and height as an SVG of 84 × 20 takes them, and whether it is late."""
    counts = [day.clicks if noun.outcome == Outcome.CLICKS else day.conversions for day in days]
    most = max(counts, default=0)
    if not most:
        return ()
    found = []
    for place, (day, count) in enumerate(zip(days, counts, strict=True)):
        height = 1 + (HEIGHT - 2) * Decimal(count) / Decimal(most)
        found.append((str(place * STEP), f"{HEIGHT - height:.1f}", f"{height:.1f}", day.is_late))
    return tuple(found)


def _add_up(parts: Sequence[PlatformCampaign]) -> Money:
    found: Money = {}
    for part in parts:
        minor = part.groups_minor if part.budget_level == BudgetLevel.AD_GROUP else part.daily_budget_minor  # type: ignore[attr-defined]
        if minor is not None:
            found[part.currency] = found.get(part.currency, 0) + minor
    return found


def _state(part: PlatformCampaign, row: PlatformCampaign | AdGroup | Ad) -> State:
    """Return the state to show: not there yet, off by us, or else what the platform says of it."""
    if part.launched_at is None:
        return State("launching" if part.status == CampaignStatus.ACTIVE else part.status)
    is_on = row.status == CampaignStatus.ACTIVE and row.delivery != Delivery.UNKNOWN
    return State(row.delivery if is_on else row.status)

"""What a person or a program wants to make. Values as they came, not yet checked."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from campaigns.types.documents import Creative
from campaigns.types.words import CallToAction
from integrations.types import Bid, BudgetLevel, LeadForm, PromotedApp, Targeting


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a copy could not take along to another account: at which field, and what to do. A gap until it is settled."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftAd:
    """One ad. `key` is its row's id, kept from save to save; `creative` None: its part's."""

    key: UUID | None = None
    name: str = ""
    creative: Creative | None = None
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """Ads that share an audience; `targeting` None: its part's. A budget only where the part's level says so."""

    key: UUID | None = None
    name: str = ""
    targeting: Targeting | None = None
    daily_budget_minor: int | None = None
    lifetime_budget_minor: int | None = None
    ads: tuple[DraftAd, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A draft's part on one ad account. Exactly one of the budgets; `targeting` and `creative` None: the draft's own.

    Without `ad_groups` it has one; an ad group without `ads` has one.
    """

    ad_account: UUID | None
    daily_budget_minor: int | None = None
    lifetime_budget_minor: int | None = None
    budget_level: str = BudgetLevel.CAMPAIGN.value
    channel: str = ""
    bid: Bid | None = None
    conversion: str = ""
    targeting: Targeting | None = None
    creative: Creative | None = None
    ad_groups: tuple[DraftGroup, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A campaign as somebody is writing it, for one ad account or for several (`parts`).

    The simple fields are enough for a first campaign; `targeting` and `creative` say more, and what the simple fields
    say of the same thing stands first.
    """

    name: str
    purpose: str
    ad_account: UUID | None = None
    daily_budget_minor: int | None = None
    countries: tuple[str, ...] = ()
    link: str = ""
    primary_text: str = ""
    headline: str = ""
    description: str = ""
    call_to_action: str = CallToAction.LEARN_MORE.value
    asset: UUID | None = None
    start_date: date | None = None
    end_date: date | None = None
    age_min: int | None = None
    age_max: int | None = None
    lifetime_budget_minor: int | None = None
    budget_level: str = BudgetLevel.CAMPAIGN.value
    channel: str = ""
    bid: Bid | None = None
    conversion: str = ""
    parts: tuple[DraftPart, ...] = ()
    targeting: Targeting | None = None
    creative: Creative | None = None
    app: PromotedApp | None = None
    lead_form: LeadForm | None = None
    special_categories: tuple[str, ...] = ()
    special_category_countries: tuple[str, ...] = ()
    is_eu_political: bool = False
    utm_template: str | None = None

    def whole_parts(self) -> tuple[DraftPart, ...]:
        """Return the parts with their ad groups and ads, each with the targeting and the creative that it gets."""
        own = DraftPart(
            self.ad_account, self.daily_budget_minor, self.lifetime_budget_minor, self.budget_level, self.channel,
            self.bid, self.conversion,
        )  # fmt: skip
        aim, ad = self.whole_targeting(), self.whole_creative()
        return tuple(
            _whole(replace(part, targeting=part.targeting or aim, creative=part.creative or ad))
            for part in self.parts or (own,)
        )

    def whole_targeting(self) -> Targeting:
        """Return whom it aims at: the simple fields, and what the document says besides."""
        more = self.targeting or Targeting()
        return replace(
            more,
            countries=_together(self.countries, more.countries),
            age_min=self.age_min if self.age_min is not None else more.age_min,
            age_max=self.age_max if self.age_max is not None else more.age_max,
        )

    def whole_creative(self) -> Creative:
        """Return what the ad says and shows: the simple fields first, then what the document says besides."""
        more = self.creative or Creative()
        return replace(
            more,
            link=self.link or more.link,
            primary_texts=_together(_given(self.primary_text), more.primary_texts),
            headlines=_together(_given(self.headline), more.headlines),
            descriptions=_together(_given(self.description), more.descriptions),
            call_to_action=more.call_to_action if _is_usual(self.call_to_action) else self.call_to_action,
            images=_together((self.asset,) if self.asset else (), more.images),
        )


def _whole(part: DraftPart) -> DraftPart:
    groups = part.ad_groups or (DraftGroup(),)
    is_shared = part.budget_level != BudgetLevel.AD_GROUP or len(groups) > 1
    return replace(part, ad_groups=tuple(_whole_group(group, part, is_shared=is_shared) for group in groups))


def _whole_group(group: DraftGroup, part: DraftPart, *, is_shared: bool) -> DraftGroup:
    """A single ad group that has the budget takes its part's where it has none of its own."""
    budgets = (group.daily_budget_minor, group.lifetime_budget_minor)
    if not is_shared and budgets == (None, None):
        budgets = (part.daily_budget_minor, part.lifetime_budget_minor)
    return replace(
        group,
        targeting=group.targeting or part.targeting,
        daily_budget_minor=budgets[0],
        lifetime_budget_minor=budgets[1],
        ads=tuple(replace(ad, creative=ad.creative or part.creative) for ad in group.ads or (DraftAd(),)),
    )


def _together(first: tuple, more: tuple) -> tuple:
    return tuple(dict.fromkeys((*first, *more)))


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text and text.strip() else ()


def _is_usual(call: str) -> bool:
    return call == CallToAction.LEARN_MORE

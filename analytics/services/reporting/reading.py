"""What a report reads: the same figures as the pages, for all campaigns or for chosen ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import campaigns.selectors
import integrations.selectors
from analytics import periods, wording
from analytics.panels.doing import one_unit
from analytics.panels.figures import Figure, main_figures
from analytics.selectors import Overview, get_overview
from campaigns.types import CampaignBudget
from tenants import place
from tenants.place import Place


@dataclass(frozen=True)
class Reading:
    """A period's figures, and what names them; `campaign_ids` None: all campaigns. `uuids` are the chosen ones' outside."""

    choice: periods.Choice
    overview: Overview
    accounts: Sequence[Any]
    budgets: Sequence[CampaignBudget]
    campaign_ids: list[int] | None
    uuids: list[str]
    now: datetime
    today: date
    place: Place

    @cached_property
    def noun(self) -> wording.Noun:
        """Return what the campaigns are meant to bring."""
        spending = [each for each in self.budgets if each.campaign_id in self.overview.by_campaign]
        purposes = {each.purpose for each in spending or self.budgets}
        return wording.noun_for(purposes, self.overview.comparison.current)

    @cached_property
    def figures(self) -> list[Figure]:
        """Return the figures of the tiles; the second is the one that the chart shows."""
        return main_figures(self.noun, one_unit(self.overview, self.place))


def read_report(edition, *, now: datetime) -> Reading:
    """Read an edition's figures as they are known now. Raises Invalid for days that are none."""
    here = place.current()
    today = now.astimezone(here.zone).date()
    choice = periods.choose({"since": str(edition.since), "until": str(edition.until)}, today=today)
    accounts = list(integrations.selectors.list_ad_accounts(include_disconnected=True))
    uuids, ids = _chosen(edition.campaigns)
    overview = get_overview(
        choice,
        now=now,
        today=today,
        campaign_ids=ids,
        currency=here.currency,
        zones={each.pk: each.time_zone for each in accounts},
    )
    budgets = [each for each in campaigns.selectors.list_budgets() if ids is None or each.campaign_id in ids]
    return Reading(choice, overview, accounts, budgets, ids, uuids, now, today, here)


def _chosen(chosen: list[str]) -> tuple[list[str], list[int] | None]:
    """Return the chosen campaigns' ids, outside and inside, also of those that have ended; None for all. One that is gone is left out."""
    if not chosen:
        return [], None
    found = campaigns.selectors.list_campaigns(with_parts=False, status="all").filter(uuid__in=chosen)
    ids = {str(uuid): pk for uuid, pk in found.values_list("uuid", "pk")}
    return [each for each in chosen if each in ids], list(ids.values())

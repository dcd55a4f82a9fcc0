"""Reads what is on an account: six flat, paged reads (campaigns, ad groups, ads; Smart+ and manual), joined here.

The manual reads also give what Smart+ made, in another shape: whatever the Smart+ reads gave is left out of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from integrations import types as t
from integrations.platforms.tiktok import delivery, money, review
from integrations.platforms.tiktok.audience import read_targeting
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.creatives import COMMON_CALLS
from integrations.platforms.tiktok.objects import Row, ad_id_of, observe, read_permitted, with_end
from integrations.platforms.tiktok.places import Places
from integrations.platforms.tiktok.purposes import OBJECTIVE_PURPOSES

_REFUSED = (t.Delivery.REJECTED, t.Delivery.LIMITED)


class Reading:
    """Everything on an account that is not deleted, as of one moment."""

    def __init__(self, api: TikTokApi, link: t.AccountLink, places: Places):
        self.api = api
        self.link = link
        self.places = places
        self._smart_campaigns: set[str] = set()
        self.campaigns = self._rows(t.ObjectKind.CAMPAIGN)
        self.ad_groups: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows(t.ObjectKind.AD_GROUP):
            self.ad_groups[str(row["campaign_id"])].append(row)
        self.ads: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows(t.ObjectKind.AD):
            self.ads[str(row["adgroup_id"])].append(row)

    def observed(self) -> Iterator[t.Observed]:
        """Yield every object, a campaign before what is in it."""
        for campaign in self.campaigns:
            yield self._observe_campaign(campaign)
            for group in self.ad_groups[str(campaign["campaign_id"])]:
                yield observe(t.ObjectKind.AD_GROUP, group, self._group_state(group), self.link.currency)
                for ad in self.ads[str(group["adgroup_id"])]:
                    yield self._observe_ad(ad)

    def trees(self) -> Iterator[t.RemoteCampaign]:
        """Yield every campaign with all that is in it."""
        for campaign in self.campaigns:
            objective = campaign.get("objective_type") or ""
            has_budget = bool(money.from_tiktok(campaign.get("budget"), self.link.currency))
            yield t.RemoteCampaign(
                observed=self._observe_campaign(campaign),
                purpose=OBJECTIVE_PURPOSES.get(objective),
                objective_word=objective,
                budget_level=t.BudgetLevel.CAMPAIGN if has_budget else t.BudgetLevel.AD_GROUP,
                ad_groups=tuple(self._ad_group(group) for group in self.ad_groups[str(campaign["campaign_id"])]),
            )

    def _ad_group(self, row: Row) -> t.RemoteAdGroup:
        places = (row.get("targeting_spec") or row).get("location_ids") or []
        targeting = read_targeting(row, self.places)
        return t.RemoteAdGroup(
            observed=observe(t.ObjectKind.AD_GROUP, row, self._group_state(row), self.link.currency),
            countries=self.places.countries_of(places) if places else (),
            age_min=targeting.age_min,
            age_max=targeting.age_max,
            targeting=targeting,
            ads=tuple(self._ad(ad) for ad in self.ads[str(row["adgroup_id"])]),
        )

    def _ad(self, row: Row) -> t.RemoteAd:
        text = row.get("ad_text") or _first(row.get("ad_text_list")).get("ad_text", "")
        link = row.get("landing_page_url") or _first(row.get("landing_page_url_list")).get("landing_page_url", "")
        word = row.get("call_to_action") or _first(row.get("call_to_action_list")).get("call_to_action", "")
        return t.RemoteAd(
            self._observe_ad(row), link=link, primary_text=text, call_to_action=COMMON_CALLS.get(word, "")
        )

    def _observe_campaign(self, row: Row) -> t.Observed:
        groups = self.ad_groups[str(row["campaign_id"])]
        state = delivery.below_state(delivery.own_state(row), [self._group_state(group) for group in groups])
        return with_end(observe(t.ObjectKind.CAMPAIGN, row, state, self.link.currency), groups)

    def _group_state(self, row: Row) -> delivery.State:
        return delivery.below_state(
            delivery.own_state(row), [self._ad_state(ad) for ad in self.ads[str(row["adgroup_id"])]]
        )

    def _observe_ad(self, row: Row) -> t.Observed:
        return observe(t.ObjectKind.AD, row, self._ad_state(row), self.link.currency)

    def _ad_state(self, row: Row) -> delivery.State:
        state, reason = delivery.own_state(row)
        return state, self._reasons.get(ad_id_of(row), reason)

    @cached_property
    def _reasons(self) -> dict[str, str]:
        refused = [row for rows in self.ads.values() for row in rows if delivery.own_state(row)[0] in _REFUSED]
        reasons: dict[str, str] = {}
        for is_smart in (True, False):
            ids = [ad_id_of(row) for row in refused if ("smart_plus_ad_id" in row) == is_smart]
            reasons |= review.read_reasons(self.api, self.link.external_id, ids, is_smart=is_smart)
        return reasons

    def _rows(self, kind: t.ObjectKind) -> list[Row]:
        smart = read_permitted(self.api, self.link.external_id, kind, is_smart=True)
        manual = read_permitted(self.api, self.link.external_id, kind, is_smart=False)
        self._smart_campaigns |= {str(row["campaign_id"]) for row in smart}
        return smart + [row for row in manual if str(row["campaign_id"]) not in self._smart_campaigns]


def _first(rows: list[Row] | None) -> Row:
    return rows[0] if rows else {}

"""Reads what is on an account: three flat, paged reads (campaigns, ad sets, ads), joined here.

Flat, since nested reads hide further pages inside each other and soon ask for more than Meta gives at once.
"""

from collections import defaultdict
from collections.abc import Iterator

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.platforms.meta import delivery
from integrations.platforms.meta.audience import read_targeting
from integrations.platforms.meta.client import list_edge
from integrations.platforms.meta.creatives import COMMON_CALLS
from integrations.platforms.meta.observing import AD, AD_SET, CAMPAIGN, Row, State, read_state, with_end
from integrations.platforms.meta.purposes import OBJECTIVE_PURPOSES

PAGE_SIZE = 200
_CREATIVE = "creative{object_story_spec,body,title,link_url,call_to_action_type,image_url,thumbnail_url}"


class Reading:
    """Everything on an account that is not deleted or archived, as of one moment."""

    def __init__(self, account: AdAccount, currency: str, *, with_creatives: bool):
        self.currency = currency
        self.campaigns: list[Row] = list(list_edge(account, "campaigns", CAMPAIGN, limit=PAGE_SIZE))
        self.ad_sets: dict[str, list[Row]] = defaultdict(list)
        for row in list_edge(account, "adsets", AD_SET, limit=PAGE_SIZE):
            self.ad_sets[row["campaign_id"]].append(row)
        fields = [*AD, _CREATIVE] if with_creatives else AD
        self.ads: dict[str, list[Row]] = defaultdict(list)
        for row in list_edge(account, "ads", fields, limit=PAGE_SIZE):
            self.ads[row["adset_id"]].append(row)

    def observed(self) -> Iterator[t.Observed]:
        """Yield every object, a campaign before what is in it."""
        for campaign in self.campaigns:
            yield self._observe_campaign(campaign)
            for ad_set in self.ad_sets[campaign["id"]]:
                yield self._observe_ad_set(ad_set)
                for ad in self.ads[ad_set["id"]]:
                    yield self._observe(t.ObjectKind.AD, ad, delivery.own_delivery(ad))

    def trees(self) -> Iterator[t.RemoteCampaign]:
        """Yield every campaign with all that is in it."""
        for campaign in self.campaigns:
            has_budget = bool(campaign.get("daily_budget") or campaign.get("lifetime_budget"))
            yield t.RemoteCampaign(
                observed=self._observe_campaign(campaign),
                purpose=self._purpose(campaign),
                objective_word=campaign.get("objective", ""),
                budget_level=t.BudgetLevel.CAMPAIGN if has_budget else t.BudgetLevel.AD_GROUP,
                ad_groups=tuple(self._ad_group(ad_set) for ad_set in self.ad_sets[campaign["id"]]),
            )

    def _purpose(self, row: Row) -> t.Purpose | None:
        """Meta's objective for engagement says nothing yet; its ad sets' goal does."""
        goals = {str(ad_set.get("optimization_goal", "")) for ad_set in self.ad_sets[row["id"]]}
        return OBJECTIVE_PURPOSES.get(row.get("objective", "")) or OBJECTIVE_PURPOSES.get(
            goals.pop() if len(goals) == 1 else ""
        )

    def _ad_group(self, row: Row) -> t.RemoteAdGroup:
        targeting = read_targeting(row.get("targeting") or {})
        return t.RemoteAdGroup(
            observed=self._observe_ad_set(row),
            countries=targeting.countries,
            age_min=targeting.age_min,
            age_max=targeting.age_max,
            targeting=targeting,
            ads=tuple(self._ad(ad) for ad in self.ads[row["id"]]),
        )

    def _ad(self, row: Row) -> t.RemoteAd:
        creative = row.get("creative") or {}
        story = creative.get("object_story_spec") or {}
        link, video = story.get("link_data") or {}, story.get("video_data") or {}
        card = (link.get("child_attachments") or [{}])[0]
        action = (link or video).get("call_to_action") or {}
        word = action.get("type") or creative.get("call_to_action_type") or ""
        return t.RemoteAd(
            observed=self._observe(t.ObjectKind.AD, row, delivery.own_delivery(row)),
            link=link.get("link") or (action.get("value") or {}).get("link") or creative.get("link_url") or "",
            primary_text=link.get("message") or video.get("message") or creative.get("body") or "",
            headline=link.get("name") or card.get("name") or video.get("title") or creative.get("title") or "",
            description=link.get("description") or card.get("description") or video.get("link_description") or "",
            call_to_action=COMMON_CALLS.get(word, ""),
            image_url=creative.get("image_url") or creative.get("thumbnail_url") or "",
        )

    def _observe_campaign(self, row: Row) -> t.Observed:
        below = [self._ad_set_state(ad_set) for ad_set in self.ad_sets[row["id"]]]
        state = delivery.below_delivery(delivery.own_delivery(row), below)
        return with_end(self._observe(t.ObjectKind.CAMPAIGN, row, state), self.ad_sets[row["id"]])

    def _observe_ad_set(self, row: Row) -> t.Observed:
        return self._observe(t.ObjectKind.AD_GROUP, row, self._ad_set_state(row))

    def _ad_set_state(self, row: Row) -> State:
        below = [delivery.own_delivery(ad) for ad in self.ads[row["id"]]]
        return delivery.below_delivery(delivery.own_delivery(row), below)

    def _observe(self, kind: t.ObjectKind, row: Row, state: State) -> t.Observed:
        return read_state(kind, row, state, self.currency)

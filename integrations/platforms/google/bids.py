"""How a campaign that exists bids, and its ad groups' bids per click."""

from integrations import errors
from integrations import types as t
from integrations.platforms.google import bidding, gaql, ids, money
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.campaigns import CHANNELS, install_goal
from integrations.platforms.google.client import Ads

_NOT_HERE = "On Google this belongs to the campaign. Change it there."
_OTHER = "Adwright does not bid on this kind of campaign."
_GOAL = "app_campaign_setting.bidding_strategy_goal_type"
_GONE = "Google does not find this campaign any more."


class Bids:
    """Changes of bids on one account."""

    def __init__(self, ads: Ads, link: t.AccountLink):
        self.ads = ads
        self.link = link

    def change(self, ref: t.ObjectRef, bid: t.Bid) -> None:
        """Set how a campaign bids, or an ad group's bid per click; a campaign's bid per click is all its ad groups'."""
        batch = Batch(self.link.external_id)
        if ref.kind == t.ObjectKind.CAMPAIGN:
            self._bid_of_campaign(batch, ref, bid)
        elif ref.kind == t.ObjectKind.AD_GROUP and bid.strategy == t.BidStrategy.MANUAL and not ids.is_asset_group(ref):
            self._bid_of_group(batch, ids.resource_name(self.link.external_id, ref), bid.amount_minor or 0)
        else:
            raise _refusal(_NOT_HERE)
        self.ads.mutate(batch.operations)

    def _bid_of_campaign(self, batch: Batch, ref: t.ObjectRef, bid: t.Bid) -> None:
        name = ids.resource_name(self.link.external_id, ref)
        channel, goal = self._read(name)
        is_at_groups = bid.strategy == t.BidStrategy.MANUAL and bid.amount_minor is None
        if not is_at_groups and (text := bidding.problem_of(bid, channel)):
            raise _refusal(text)
        changed = {"resource_name": name, **bidding.bidding_field(bid, channel, self.link.currency)}
        paths = bidding.changed_paths(bid, channel)
        if "OPTIMIZE_INSTALLS_" in goal:
            changed["app_campaign_setting"] = {"bidding_strategy_goal_type": install_goal(bid)}
            paths.append(_GOAL)
        batch.update("campaign", changed, *paths)
        if bid.strategy == t.BidStrategy.MANUAL and bid.amount_minor:
            there = (f"campaign.resource_name = {gaql.quote(name)}", "ad_group.status != 'REMOVED'")
            for row in self.ads.rows(gaql.select(["ad_group.resource_name"], "ad_group", *there)):
                self._bid_of_group(batch, row["ad_group"]["resource_name"], bid.amount_minor)

    def _bid_of_group(self, batch: Batch, name: str, amount_minor: int) -> None:
        micros = money.to_micros(amount_minor, self.link.currency)
        batch.update("ad_group", {"resource_name": name, "cpc_bid_micros": micros}, "cpc_bid_micros")

    def _read(self, name: str) -> tuple[t.Channel, str]:
        """Return a campaign's channel, and what it bids for if it is an app's."""
        there = (f"campaign.resource_name = {gaql.quote(name)}", "campaign.status != 'REMOVED'")
        fields = ["campaign.advertising_channel_type", f"campaign.{_GOAL}"]
        row = next(self.ads.rows(gaql.select(fields, "campaign", *there)), None)
        if row is None:
            raise errors.ObjectNotFound(_GONE)
        channel = CHANNELS.get(row["campaign"].get("advertising_channel_type", ""))
        if channel is None:
            raise _refusal(_OTHER)
        return channel, row["campaign"].get("app_campaign_setting", {}).get("bidding_strategy_goal_type", "")


def _refusal(text: str) -> errors.InvalidRequest:
    return errors.InvalidRequest(text, fields={"bid": text})

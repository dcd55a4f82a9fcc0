"""A batch of campaigns of a platform as rows, made or brought up to date with a few queries for all of them."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from campaigns import days
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.models.base import actor_columns
from campaigns.selectors.drift import as_status
from campaigns.services import observations
from campaigns.services.draft_parts import describe_targeting, new_operation_id
from campaigns.types import CallToAction, CampaignStatus, Creative, ObjectStatus, Origin, dump
from integrations.types import (
    Delivery,
    Observed,
    Purpose,
    RemoteAd,
    RemoteAdGroup,
    RemoteCampaign,
    RunStatus,
    Targeting,
)
from tenants.types import Actor, ActorKind

CALLS = {word.value for word in CallToAction}


class Batch:
    """One batch of an account's import; `known` are the parts that are here already, by the platform's id."""

    def __init__(self, account, known: dict[str, PlatformCampaign], now: datetime):
        self.account, self.parts, self.now = account, dict(known), now
        self.zone = ZoneInfo(account.time_zone)

    def store(self, remote: list[RemoteCampaign]) -> int:
        """Store campaigns with all below them; return how many objects are new. The caller holds the transaction."""
        new = [one for one in remote if one.observed.ref.external_id not in self.parts]
        self._make_parts(new)
        groups = self._store_groups(remote)
        ads = self._store_ads(remote)
        return len(new) + groups + ads

    def _make_parts(self, remote: list[RemoteCampaign]) -> None:
        campaigns = Campaign.objects.bulk_create([self._campaign(one) for one in remote])
        pairs = zip(campaigns, remote, strict=True)
        parts = PlatformCampaign.objects.bulk_create([self._part(campaign, one) for campaign, one in pairs])
        self.parts |= {part.external_id: part for part in parts}

    def _campaign(self, remote: RemoteCampaign) -> Campaign:
        seen = remote.observed
        start, end = _days(seen, self.zone)
        campaign = Campaign(
            name=seen.name[:255] or "Unnamed", purpose=Purpose(remote.purpose) if remote.purpose else "",
            status=as_status(seen.run_status), origin=Origin.IMPORTED, start_date=start, end_date=end,
            created_at=self.now, updated_at=self.now,
            **actor_columns(Actor(ActorKind.PLATFORM, None, self.account.name)),
        )  # fmt: skip
        if campaign.status != CampaignStatus.ARCHIVED and end and self.now.astimezone(self.zone).date() > end:
            campaign.status = CampaignStatus.COMPLETED
        return campaign

    def _part(self, campaign: Campaign, remote: RemoteCampaign) -> PlatformCampaign:
        seen = remote.observed
        part = PlatformCampaign(
            campaign=campaign, account=self.account, platform=self.account.platform, name=seen.name[:512],
            status=as_status(seen.run_status), currency=self.account.currency, budget_level=remote.budget_level,
            daily_budget_minor=seen.daily_budget_minor, lifetime_budget_minor=seen.lifetime_budget_minor,
            bid=dump(seen.bid), objective_word=remote.objective_word[:64], operation_id=new_operation_id(),
            is_managed=False, launched_at=seen.start_at or self.now, end_date=_days(seen, self.zone)[1],
        )  # fmt: skip
        return self._seen(part, seen)

    def _store_groups(self, remote: list[RemoteCampaign]) -> int:
        """Make the ad groups that are new; write anew those of parts that are only read."""
        wanted = [(self.parts[one.observed.ref.external_id], group) for one in remote for group in one.ad_groups]
        self.groups = _by_parent(AdGroup, "platform_campaign", {part.pk for part, _ in wanted})
        made, again = [], []
        for part, group in wanted:
            row = self.groups.get((part.pk, group.observed.ref.external_id))
            if row is None:
                made.append(self._seen(_write_group(AdGroup(platform_campaign=part), group), group.observed))
            elif not part.is_managed:
                again.append(_write_group(row, group))
        AdGroup.objects.bulk_update(again, ["name", "targeting"], batch_size=500)
        for row in AdGroup.objects.bulk_create(made, batch_size=500):
            self.groups[row.platform_campaign_id, row.external_id] = row
        return len(made)

    def _store_ads(self, remote: list[RemoteCampaign]) -> int:
        wanted = []
        for one in remote:
            part = self.parts[one.observed.ref.external_id]
            for group in one.ad_groups:
                row = self.groups[part.pk, group.observed.ref.external_id]
                wanted += [(part, row, ad) for ad in group.ads]
        known = _by_parent(Ad, "ad_group", {group.pk for _, group, _ in wanted})
        made, again = [], []
        for part, group, ad in wanted:
            row = known.get((group.pk, ad.observed.ref.external_id))
            if row is None:
                made.append(self._seen(_write_ad(Ad(ad_group=group), ad), ad.observed))
            elif not part.is_managed:
                again.append(_write_ad(row, ad))
        Ad.objects.bulk_update(again, ["name", "creative", "image_url"], batch_size=500)
        Ad.objects.bulk_create(made, batch_size=500)
        return len(made)

    def _seen(self, row: Any, seen: Observed) -> Any:
        row.external_id = seen.ref.external_id
        if not isinstance(row, PlatformCampaign):
            row.status = _object_status(seen)
        if isinstance(row, AdGroup):
            row.daily_budget_minor, row.lifetime_budget_minor = seen.daily_budget_minor, seen.lifetime_budget_minor
        observations.apply_observed(row, seen, self.now)
        return row


def _by_parent(model: type[AdGroup] | type[Ad], parent: str, ids: set[int]) -> dict[tuple[int, str], Any]:
    rows = model.objects.filter(**{f"{parent}__in": ids}).exclude(external_id="")
    return {(getattr(row, f"{parent}_id"), row.external_id): row for row in rows}


def _write_group(row: AdGroup, remote: RemoteAdGroup) -> AdGroup:
    aim = replace(remote.targeting or Targeting(countries=tuple(remote.countries)), **_ages(remote))
    row.name = remote.observed.name[:512] or describe_targeting(aim)[:512]
    row.targeting = dump(aim)
    return row


def _write_ad(row: Ad, remote: RemoteAd) -> Ad:
    row.name, row.image_url = remote.observed.name[:512], remote.image_url[:2048]
    row.creative = dump(
        Creative(
            link=remote.link[:2048],
            primary_texts=_given(remote.primary_text),
            headlines=_given(remote.headline),
            descriptions=_given(remote.description),
            call_to_action=remote.call_to_action if remote.call_to_action in CALLS else CallToAction.LEARN_MORE.value,
        )
    )
    return row


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _object_status(seen: Observed) -> ObjectStatus:
    if seen.delivery == Delivery.REJECTED:
        return ObjectStatus.REJECTED
    return ObjectStatus.ACTIVE if seen.run_status == RunStatus.ACTIVE else ObjectStatus.PAUSED


def _days(seen: Observed, zone: ZoneInfo) -> tuple[date | None, date | None]:
    """Return the first and the last day; an end before the start (platforms allow it on what is switched off) is left out."""
    start = seen.start_at and seen.start_at.astimezone(zone).date()
    end = seen.end_at and days.last_day(seen.end_at, zone)
    return start, end if not (start and end and end < start) else None


def _ages(remote: RemoteAdGroup) -> dict[str, Any]:
    least, most = remote.age_min, remote.age_max
    is_odd = least and most and most < least
    return {"age_min": None, "age_max": None} if is_odd else {"age_min": least, "age_max": most}

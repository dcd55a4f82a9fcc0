"""What ads and ad groups that are added to a running campaign must hold."""

from collections.abc import Sequence
from datetime import datetime

import creatives.selectors
from campaigns.limits import AD_GROUPS_MOST, Limits, channel_for, limits_for
from campaigns.models import PlatformCampaign
from campaigns.services import checks
from campaigns.services.checks.audiences import check_keywords_given, check_targeting
from campaigns.types import Creative, DraftAd, DraftGroup
from integrations.types import BudgetLevel, Targeting

NAME_MOST = 255


def check_group(part: PlatformCampaign, group: DraftGroup, ads: Sequence[DraftAd], now: datetime) -> None:
    """Raise Invalid with everything that is wrong with a new ad group and its ads."""
    problems, limits = checks.Problems(), limits_of(part)
    aim = group.targeting or Targeting()
    check_targeting(aim, problems=problems)
    check_keywords_given(aim, needs_keywords=limits.needs_keywords, problems=problems)
    _check_name(group.name, problems)
    if part.ad_groups.filter(gone_at=None).count() >= AD_GROUPS_MOST:
        problems.add("name", f"{AD_GROUPS_MOST} ad groups fit into a campaign.")
    if part.budget_level == BudgetLevel.AD_GROUP:
        _check_budget(part, group, now, problems)
    elif group.daily_budget_minor is not None or group.lifetime_budget_minor is not None:
        problems.add("daily_budget_minor", "The budget is the campaign's. Leave it out here.")
    _find_problems(part, ads, 0, problems)
    problems.raise_any()


def _check_budget(part: PlatformCampaign, group: DraftGroup, now: datetime, problems: checks.Problems) -> None:
    if group.lifetime_budget_minor is not None and group.daily_budget_minor is not None:
        return problems.add("lifetime_budget_minor", "Choose one budget: a day, or in all.")
    field = "daily_budget_minor" if group.lifetime_budget_minor is None else "lifetime_budget_minor"
    return checks.check_amount(getattr(group, field), field, part=part, now=now, problems=problems)


def check_ads(part: PlatformCampaign, ads: Sequence[DraftAd], there: int) -> None:
    """Raise Invalid with everything that is wrong with new ads (`ads.0.link`); `there` is how many the ad group has."""
    problems = checks.Problems()
    _find_problems(part, ads, there, problems)
    problems.raise_any()


def _find_problems(part: PlatformCampaign, ads: Sequence[DraftAd], there: int, problems: checks.Problems) -> None:
    most = limits_of(part).ads
    if not ads:
        problems.add("ads", "Write at least one ad.")
    if there + len(ads) > most:
        return problems.add("ads", f"That makes {there + len(ads)} ads in the ad group; {most} fit.")
    assets = creatives.selectors.get_assets_by_id({uuid for ad in ads for uuid in said_by(ad).asset_ids})
    for place, ad in enumerate(ads):
        problems.prefix = f"ads.{place}."
        _check_name(ad.name, problems)
        checks.check_creative(said_by(ad), limits_of(part), platform=part.platform, assets=assets, problems=problems)
    problems.prefix = ""
    return None


def _check_name(name: str, problems: checks.Problems) -> None:
    if len(name) > NAME_MOST or not checks.is_clean(name):
        problems.add("name", f"At most {NAME_MOST} characters fit." if checks.is_clean(name) else checks.UNCLEAN)


def said_by(ad: DraftAd) -> Creative:
    """Return what a new ad says."""
    return ad.creative or Creative()


def limits_of(part: PlatformCampaign) -> Limits:
    """Return what an ad takes on a part's platform and channel."""
    return limits_for(part.platform, channel_for(part.platform, part.campaign.purpose, part.channel))

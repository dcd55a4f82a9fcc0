"""What a draft's parts, ad groups and ads must hold. A problem stands where what it is about was written.

`parts.1.ad_groups.0.ads.2.headlines`; without a list of ad groups `parts.1.headlines`; without one of parts `headlines`.
A targeting that a part has from the draft is told at the draft's own field, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import creatives.selectors
from campaigns import naming
from campaigns.limits import AD_GROUPS_MOST, Limits, channel_for, limits_for
from campaigns.services.checks.ads import check_creative, is_web_address
from campaigns.services.checks.audiences import check_keywords_given, check_targeting
from campaigns.services.checks.budgets import Payer, check_bid, check_budgets, days_between, payers_of
from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean
from campaigns.types import Creative, Draft, DraftAd, DraftGroup, DraftPart, LeftOut
from integrations.types import Channel, Platform, Targeting

CONVERSION_MOST, NAME_MOST = 255, 255
PARTS_MOST = 10
TAGGED_MOST = 2048
"""How long an address may be with what is added to it: Google's limit for a final URL, taken for all."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part as it was written and as it is meant, with what it is measured by."""

    written: DraftPart | None
    whole: DraftPart
    payer: Payer | None
    limits: Limits
    assets: Mapping[UUID, Any]
    prefix: str
    template: str

    @property
    def platform(self) -> str:
        return self.payer.account.platform if self.payer else Platform.META.value


def check_parts(
    draft: Draft, accounts: Mapping[UUID, Any], today: date, problems: Problems, *, template: str = ""
) -> None:
    """Add what is wrong with a draft's parts. `accounts` are the connected ad accounts by id, `template` is what is
    added to links."""
    parts = draft.whole_parts()
    ids = [part.ad_account for part in parts if part.ad_account]
    if len(set(ids)) < len(ids):
        problems.add("parts", "An ad account can stand here once only.")
    if len(parts) > PARTS_MOST:
        problems.add("parts", f"That is {len(parts)} ad accounts; {PARTS_MOST} fit.")
    parts = parts[:PARTS_MOST]
    assets = creatives.selectors.get_assets_by_id(_assets_of(parts))
    days, payers = days_between(draft.start_date, draft.end_date, today), payers_of(accounts.values())
    for place, whole in enumerate(parts):
        written = draft.parts[place] if draft.parts else None
        account = accounts.get(whole.ad_account) if whole.ad_account else None
        platform = account.platform if account else Platform.META.value
        problems.prefix = f"parts.{place}." if draft.parts else ""
        if _check_channel(whole, platform, problems):
            limits = limits_for(platform, channel_for(platform, draft.purpose, whole.channel))
            payer = payers[account.pk] if account else None
            part = _Part(written, whole, payer, limits, assets, problems.prefix, template)
            _check_part(part, days, problems)
    problems.prefix = ""


def settled(part: DraftPart, account, draft: Draft) -> DraftPart:
    """Spell out the channel, and leave out what is not used there: keywords beside Search, pictures on Search."""
    channel = channel_for(account.platform, draft.purpose, part.channel)
    limits = limits_for(account.platform, channel)
    groups = tuple(_settled_group(group, limits, is_search=channel == Channel.SEARCH) for group in part.ad_groups)
    return replace(part, channel=channel, ad_groups=groups)


def _settled_group(group: DraftGroup, limits: Limits, *, is_search: bool) -> DraftGroup:
    aim = group.targeting or Targeting()
    if not limits.needs_keywords:
        aim = replace(aim, keywords=(), negative_keywords=())
    return replace(group, targeting=aim, ads=tuple(_settled_ad(ad, is_search=is_search) for ad in group.ads))


def _settled_ad(ad: DraftAd, *, is_search: bool) -> DraftAd:
    creative = ad.creative or Creative()
    return replace(ad, creative=replace(creative, images=(), logos=(), videos=(), cards=()) if is_search else creative)


def _assets_of(parts: tuple[DraftPart, ...]) -> set[UUID]:
    ads = [ad for part in parts for group in part.ad_groups for ad in group.ads if ad.creative]
    return {uuid for ad in ads if ad.creative for uuid in ad.creative.asset_ids}


def _check_channel(part: DraftPart, platform: str, problems: Problems) -> bool:
    """Return whether the channel can be one; a part without a sensible one is not looked at further."""
    if part.channel and (platform != Platform.GOOGLE or part.channel not in {word.value for word in Channel}):
        problems.add("channel", "Only Google has channels: " + ", ".join(Channel) + ".")
        return False
    return True


def _check_part(part: _Part, days: int | None, problems: Problems) -> None:
    whole = part.whole
    if part.payer is None:
        text = "This ad account is not connected here. Choose another."
        problems.add("ad_account", text if whole.ad_account else "Choose the ad account that pays for it.")
    check_budgets(whole, payer=part.payer, days=days, problems=problems)
    _check_left_out(whole.left_out, problems)
    check_bid(whole.bid, payer=part.payer, problems=problems)
    if len(whole.conversion) > CONVERSION_MOST or not is_clean(whole.conversion):
        problems.add("conversion", "Choose what counts from the list.")
    if len(whole.ad_groups) > AD_GROUPS_MOST:
        problems.add("ad_groups", f"That is {len(whole.ad_groups)} ad groups; {AD_GROUPS_MOST} fit.")
    for place, group in enumerate(whole.ad_groups[:AD_GROUPS_MOST]):
        _check_group(part, place, group, problems)
    problems.prefix = part.prefix


def _check_group(part: _Part, place: int, group: DraftGroup, problems: Problems) -> None:
    written = part.written.ad_groups[place] if part.written and part.written.ad_groups else None
    here = f"{part.prefix}ad_groups.{place}." if written else part.prefix
    aim = group.targeting or Targeting()
    problems.prefix = _where_aimed(part, written, here)
    check_targeting(aim, problems=problems)
    problems.prefix = here
    check_keywords_given(aim, needs_keywords=part.limits.needs_keywords, problems=problems)
    _check_label(group.name, problems)
    _check_left_out(group.left_out, problems)
    most = part.limits.ads
    if len(group.ads) > most:
        problems.add("ads", f"That is {len(group.ads)} ads; {most} fit.")
    for number, ad in enumerate(group.ads[:most]):
        problems.prefix = f"{here}ads.{number}." if written and written.ads else here
        _check_label(ad.name, problems)
        _check_left_out(ad.left_out, problems)
        said = ad.creative or Creative()
        check_creative(said, part.limits, platform=part.platform, assets=part.assets, problems=problems)
        _check_tagged(said.link, part, naming.Words("", part.platform, ad_group=group.name, ad=ad.name), problems)


def _where_aimed(part: _Part, written: DraftGroup | None, here: str) -> str:
    """Return where the targeting was written: in the ad group, in the part, or in the draft."""
    if written and written.targeting:
        return here
    return part.prefix if part.written and part.written.targeting else ""


def _check_left_out(left_out: tuple[LeftOut, ...], problems: Problems) -> None:
    for one in left_out:
        problems.add(one.field, one.text)


def _check_tagged(link: str, part: _Part, words: naming.Words, problems: Problems) -> None:
    if part.template and is_web_address(link) and len(naming.tag_link(link, part.template, words)) > TAGGED_MOST:
        problems.add("link", f"With what is added to it, it is longer than {TAGGED_MOST} characters. Shorten it.")


def _check_label(name: str, problems: Problems) -> None:
    if len(name) > NAME_MOST or not is_clean(name):
        problems.add("name", f"At most {NAME_MOST} characters fit." if is_clean(name) else UNCLEAN)

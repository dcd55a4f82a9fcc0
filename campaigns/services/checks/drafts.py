"""What a draft must hold. Every problem goes to its field, in words that say what to do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from campaigns import naming
from campaigns.selectors.policy import get_policy
from campaigns.services.checks.audiences import country_codes
from campaigns.services.checks.offers import check_app, check_lead_form
from campaigns.services.checks.parts import check_parts, settled
from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean
from campaigns.types import Creative, Draft, DraftAd, DraftGroup, DraftPart
from integrations.types import Purpose, SpecialCategory
from tenants import formats, place

NAME_MOST = 150
FULL_NAME_MOST = 230
"""With what the template of names adds: 255 fit on Google, with a mark of ours (platforms.md, A5)."""
DAYS_AHEAD = 3650
LISTS = ("primary_texts", "headlines", "long_headlines", "descriptions", "display_path")


def check_draft(draft: Draft, *, accounts: Mapping[UUID, Any], today: date) -> Draft:
    """Return the draft with its texts trimmed, or raise Invalid with every problem.

    `accounts` are the ad accounts of its parts by id; `today` is the first one's day.
    """
    find_problems(draft, accounts=accounts, today=today).raise_any()
    return trim_draft(draft)


def find_problems(draft: Draft, *, accounts: Mapping[UUID, Any], today: date, is_kept: bool = False) -> Problems:
    """Return everything that stands against a draft; one that `is_kept` may have been meant to start before today."""
    problems = Problems()
    draft = trim_draft(draft)
    _check_name(draft.name, problems)
    if draft.purpose not in {word.value for word in Purpose}:
        problems.add("purpose", "Choose what the campaign is for.")
    _check_days(draft, today, problems, is_kept=is_kept)
    _check_categories(draft, problems)
    template = _check_naming(draft, problems)
    check_app(draft, problems)
    check_lead_form(draft, problems)
    check_parts(draft, accounts, today, problems, template=template)
    return problems


def spell_out(draft: Draft, *, accounts: Mapping[UUID, Any]) -> tuple[DraftPart, ...]:
    """Return the parts whose accounts are known with all that they get, as rows hold it: what is not used there is out.
    Of two parts on one account, which are refused anyhow, the first."""
    parts = trim_draft(draft).whole_parts()
    first = {part.ad_account: part for part in reversed(parts) if part.ad_account}
    known = [(part, accounts.get(uuid)) for uuid, part in reversed(first.items()) if uuid]
    return tuple(settled(part, account, draft) for part, account in known if account)


def trim_draft(draft: Draft) -> Draft:
    """Return a draft with its texts trimmed; empty ones are left out."""
    texts: dict[str, Any] = {
        name: (getattr(draft, name) or "").strip()
        for name in ("name", "link", "primary_text", "headline", "description")
    }
    return replace(
        draft,
        **texts,
        creative=draft.creative and trim_creative(draft.creative),
        parts=tuple(_trim_part(part) for part in draft.parts),
    )


def trim_creative(ad: Creative) -> Creative:
    """Return an ad with its texts trimmed; empty ones are left out."""
    trimmed: dict[str, Any] = {
        name: tuple(dict.fromkeys(text.strip() for text in getattr(ad, name) if text.strip())) for name in LISTS
    }
    return replace(ad, **trimmed, link=ad.link.strip(), business_name=ad.business_name.strip())


def _trim_part(part: DraftPart) -> DraftPart:
    groups = tuple(_trim_group(group) for group in part.ad_groups)
    return replace(part, creative=part.creative and trim_creative(part.creative), ad_groups=groups)


def _trim_group(group: DraftGroup) -> DraftGroup:
    return replace(group, name=group.name.strip(), ads=tuple(_trim_ad(ad) for ad in group.ads))


def _trim_ad(ad: DraftAd) -> DraftAd:
    return replace(ad, name=ad.name.strip(), creative=ad.creative and trim_creative(ad.creative))


def _check_name(name: str, problems: Problems) -> None:
    if not name:
        problems.add("name", "Write a name.")
    if len(name) > NAME_MOST:
        problems.add("name", f"That is {len(name)} characters; {NAME_MOST} fit.")
    if not is_clean(name):
        problems.add("name", UNCLEAN)


def _check_naming(draft: Draft, problems: Problems) -> str:
    """Return the template of link parameters that counts; "" for one that is wrong."""
    policy = get_policy()
    longest = naming.Words(draft.name, "google", draft.purpose, "2026-01-01")
    if len(naming.name_of(policy.name_template, longest)) > FULL_NAME_MOST >= len(draft.name):
        problems.add("name", f"With what your naming adds, more than {FULL_NAME_MOST} characters. Shorten it.")
    template = policy.utm_template if draft.utm_template is None else draft.utm_template
    if wrong := naming.utm_problem(template):
        problems.add("utm_template", wrong)
    return "" if wrong else template


def _check_categories(draft: Draft, problems: Problems) -> None:
    if set(draft.special_categories) - {word.value for word in SpecialCategory}:
        problems.add("special_categories", "Choose from: " + ", ".join(SpecialCategory) + ".")
    if set(draft.special_category_countries) - country_codes():
        problems.add("special_category_countries", "Use two letters for each country, such as IE.")


def _check_days(draft: Draft, today: date, problems: Problems, *, is_kept: bool) -> None:
    start, end = draft.start_date, draft.end_date
    if not (is_kept and start and start < today):
        _check_day("start_date", start, today, problems)
    if start and end and end < start:
        first = formats.day(start, place.current().locale)
        problems.add("end_date", f"The end is before the start, {first}. Choose a later day or leave it empty.")
    else:
        _check_day("end_date", end, today, problems)


def _check_day(field: str, day: date | None, today: date, problems: Problems) -> None:
    if day and day < today:
        first = formats.day(today, place.current().locale)
        problems.add(field, f"That day is over. Choose {first} or later, or leave it empty.")
    elif day and (day - today).days > DAYS_AHEAD:
        problems.add(
            field, f"That is more than {DAYS_AHEAD // 365} years away. Choose an earlier day or leave it empty."
        )

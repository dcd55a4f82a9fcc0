"""From what was filled in to a draft: a part for each chosen account, in its platform's own words."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms

from campaigns.forms import fields, keeping
from campaigns.forms.amounts import parse_amount
from campaigns.limits import Limits
from campaigns.types import Creative, CreativeCard, Draft, DraftPart
from integrations.types import (
    AppStore,
    Bid,
    BidStrategy,
    BudgetLevel,
    Gender,
    Keyword,
    LeadForm,
    MatchType,
    Place,
    Platform,
    PromotedApp,
    Purpose,
    Radius,
    Targeting,
)

POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
SIGNED = {"[": (MatchType.EXACT, "]"), '"': (MatchType.PHRASE, '"'), "“": (MatchType.PHRASE, "”")}
KM = 10


def draft_of(form) -> Draft:
    """Return what a cleaned form holds; what could not be read is missing."""
    data = form.cleaned_data
    return Draft(
        name=data.get("name", ""),
        purpose=data.get("purpose", ""),
        link=data.get("link", ""),
        call_to_action=data.get("call_to_action", ""),
        start_date=data.get("start_date"),
        end_date=data.get("end_date"),
        parts=tuple(_part(form, place, account) for place, account in enumerate(form.chosen)),
        app=_app(data) if form.purpose == Purpose.APP_INSTALLS else None,
        lead_form=_lead_form(data) if form.purpose == Purpose.LEAD_GENERATION else None,
        special_categories=tuple(data.get("special_categories") or ()),
        special_category_countries=tuple(data.get("countries") or ()) if data.get("special_categories") else (),
        is_eu_political=bool(data.get("is_eu_political")),
    )


def counted(platform: str, limits: Limits) -> Iterator[tuple[str, int]]:
    """Yield the inputs of a platform whose signs are counted, with how many fit."""
    if platform == Platform.GOOGLE:
        for prefix, kind, most in (("g_headline", "headlines", 15), ("g_description", "descriptions", 5)):
            for name in fields.names(prefix, limits.texts.get(kind), most):
                yield name, limits.texts[kind].width
        single = {
            "g_long_headline": "long_headlines",
            "g_business_name": "business_name",
            "g_path_1": "display_path",
            "g_path_2": "display_path",
        }
        yield from ((name, limits.texts[kind].width) for name, kind in single.items() if kind in limits.texts)
    elif platform == Platform.TIKTOK:
        yield "t_text", limits.texts["primary_texts"].width


def _part(form, place: int, account) -> DraftPart:
    data = form.cleaned_data
    name = form.budgets()[place][0]
    amount = data.get(name) if isinstance(data.get(name), int) else None
    kept = form.kept.get(account.pk)
    aim, ad = _targeting(form, account), WRITERS[account.platform](form, data)
    return DraftPart(
        ad_account=account.uuid if data.get("ad_account") else None,
        daily_budget_minor=None if form.is_whole else amount,
        lifetime_budget_minor=amount if form.is_whole else None,
        budget_level=kept.budget_level if kept else BudgetLevel.CAMPAIGN.value,
        channel=form.channel if account.platform == Platform.GOOGLE else "",
        bid=_bid(form, account),
        conversion=kept.conversion if kept else "",
        targeting=keeping.targeting(aim, kept.targeting, is_local=form.purpose == Purpose.STORE_VISITS)
        if kept and kept.targeting
        else aim,
        creative=keeping.creative(ad, kept.creative, account.platform) if kept and kept.creative else ad,
    )


def _targeting(form, account) -> Targeting:
    data = form.cleaned_data
    is_local = form.purpose == Purpose.STORE_VISITS
    town = _town(data.get(f"place_{account.uuid.hex}")) if is_local else None
    radius = _radius(data) if is_local and not town else None
    audience = data.get(f"audience_{account.uuid.hex}") if form.purpose == Purpose.RETARGETING else ""
    is_search = account.platform == Platform.GOOGLE and form.limits(account.platform).needs_keywords
    return Targeting(
        countries=() if radius or town else tuple(dict.fromkeys(data.get("countries") or ())),
        places=(town,) if town else (),
        radii=(radius,) if radius else (),
        age_min=data.get("age_min"),
        age_max=data.get("age_max"),
        genders=(Gender(data["gender"]),) if data.get("gender") else (),
        audiences=(audience,) if audience else (),
        keywords=_keywords(data.get("keywords"), data.get("match")) if is_search else (),
        negative_keywords=_keywords(data.get("negative_keywords"), "") if is_search else (),
    )


def _town(chosen: str | None) -> Place | None:
    key, _, name = (chosen or "").partition("|")
    return Place(key, name) if key else None


def _radius(data: dict[str, Any]) -> Radius | None:
    found = POINT.fullmatch(data.get("point") or "")
    if not found:
        return None
    return Radius(Decimal(found[1]), Decimal(found[2]), data.get("km") or KM, data.get("point_name") or "")


def _keywords(lines: str | None, match: str | None) -> tuple[Keyword, ...]:
    usual = MatchType(match) if match else MatchType.PHRASE
    found = [_keyword(line.strip(), usual) for line in (lines or "").splitlines() if line.strip()]
    return tuple(dict.fromkeys(found))


def _keyword(line: str, usual: MatchType) -> Keyword:
    match, end = SIGNED.get(line[0], (usual, ""))
    return Keyword(line[1:-1].strip(), match) if end and line.endswith(end) else Keyword(line, usual)


def _bid(form, account) -> Bid | None:
    data = form.cleaned_data
    if not data.get("bid_strategy"):
        return None
    amount, typed = None, data.get("bid_amount") or ""
    if typed:
        try:
            amount = parse_amount(typed, account.currency)
        except forms.ValidationError as error:
            form.add_error("bid_amount", error)
    try:
        roas = Decimal(data["bid_roas"]) if data.get("bid_roas") is not None else None
    except InvalidOperation:
        roas = None
    strategy = BidStrategy(data["bid_strategy"])
    is_roas = strategy == BidStrategy.TARGET_ROAS
    return Bid(strategy, None if is_roas else amount, roas if is_roas else None)


def _app(data: dict[str, Any]) -> PromotedApp | None:
    if not (data.get("app_store") and data.get("app_id")):
        return None
    store = AppStore(data["app_store"])
    return PromotedApp(store, data["app_id"].strip(), data.get("app_url") or "", data.get("app_platform_id") or "")


def _lead_form(data: dict[str, Any]) -> LeadForm | None:
    if not data.get("form_headline"):
        return None
    own = [data["form_question"]] if data.get("form_question") else []
    return LeadForm(
        data["form_headline"],
        data.get("form_text") or "",
        (*(data.get("form_questions") or ()), *own),
        data.get("form_privacy") or "",
        data.get("form_thanks") or "",
    )


def _meta(form, data: dict[str, Any]) -> Creative:
    video, asset = data.get("m_video"), data.get("asset")
    return Creative(
        link=data.get("link", ""),
        primary_texts=_given(data.get("primary_text")),
        headlines=_given(data.get("headline")),
        descriptions=_given(data.get("description")),
        call_to_action=data.get("call_to_action", ""),
        images=(asset,) if asset else (),
        videos=(video,) if video else (),
        cards=tuple(_cards(data)),
    )


def _cards(data: dict[str, Any]) -> Iterator[CreativeCard]:
    for n in range(1, fields.CARDS + 1):
        if image := data.get(f"card_{n}_image"):
            link = data.get(f"card_{n}_link") or data.get("link", "")
            yield CreativeCard(data.get(f"card_{n}_headline") or "", link, UUID(image))


def _google(form, data: dict[str, Any]) -> Creative:
    limits = form.limits(Platform.GOOGLE.value)
    logo = data.get("g_logo")
    has_media = bool(limits.media.images)
    return Creative(
        link=data.get("link", ""),
        headlines=_lines(data, fields.names("g_headline", limits.texts.get("headlines"), fields.HEADLINES)),
        descriptions=_lines(data, fields.names("g_description", limits.texts.get("descriptions"), fields.DESCRIPTIONS)),
        long_headlines=_lines(data, ["g_long_headline"]) if "long_headlines" in limits.texts else (),
        business_name=(data.get("g_business_name") or "").strip() if "business_name" in limits.texts else "",
        display_path=_lines(data, ["g_path_1", "g_path_2"]) if "display_path" in limits.texts else (),
        call_to_action=data.get("call_to_action", ""),
        images=tuple(UUID(uuid) for uuid in data.get("g_images") or ()) if has_media else (),
        logos=(logo,) if logo and has_media else (),
    )


def _tiktok(form, data: dict[str, Any]) -> Creative:
    video = data.get("t_video")
    return Creative(
        link=data.get("link", ""),
        primary_texts=_given(data.get("t_text")),
        call_to_action=data.get("call_to_action", ""),
        videos=(video,) if video else (),
    )


def _lines(data: dict[str, Any], names) -> tuple[str, ...]:
    return tuple(text for name in names if (text := (data.get(name) or "").strip()))


def _given(text: str | None) -> tuple[str, ...]:
    return (text,) if text and text.strip() else ()


WRITERS = {Platform.META: _meta, Platform.GOOGLE: _google, Platform.TIKTOK: _tiktok}

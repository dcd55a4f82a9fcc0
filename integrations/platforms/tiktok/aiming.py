"""Another audience for an ad group that exists.

Ours are places, ages, genders, languages, interests and audiences; devices, carriers, postcodes and whatever else somebody
chose in TikTok's own Ads Manager stay. A manual ad group keeps what is not sent; Smart+ takes one `targeting_spec`, so what
is there goes along. An empty list takes a choice away. Not checked against TikTok: that it does so for each of them, and
that Smart+'s aiming by hand can be switched on afterwards (its update takes the field).
"""

from dataclasses import replace
from typing import Any

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.tiktok import ages, params
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.making import Making
from integrations.platforms.tiktok.objects import Row, find_object, path_of
from integrations.platforms.tiktok.places import Places
from integrations.platforms.tiktok.purposes import Aim, aim_for
from integrations.platforms.tiktok.rules import check_targeting

NOT_AN_AD_GROUP = "TikTok keeps the audience in the ad group. Change it there."


def set_targeting(api: TikTokApi, link: t.AccountLink, ref: t.ObjectRef, change: t.TargetingChange) -> None:
    """Give an ad group another audience; raises InvalidRequest beside the field for what TikTok cannot aim at."""
    group = next(group for group in change.plan.ad_groups if group.key == change.group_key)
    if ref.kind != t.ObjectKind.AD_GROUP:
        raise InvalidRequest(NOT_AN_AD_GROUP, fields={"countries": NOT_AN_AD_GROUP})
    plan = replace(change.plan, ad_groups=(group,))
    aim = _check(plan, group.targeting, link)
    row, is_smart = find_object(api, link.external_id, ref)
    Making(api, link, plan, aim).check_languages()
    wanted = params.whole_targeting(
        group.targeting, Places(api, link.external_id, aim.objective).ids_for(group.targeting)
    )
    aimed = (row.get("targeting_spec") or {}) if is_smart else row
    if _has_such_ages(aimed, group.targeting):
        wanted["age_groups"] = list(aimed.get("age_groups") or [])
    body = _smart(row, group.targeting, wanted) if is_smart else wanted
    path = path_of(t.ObjectKind.AD_GROUP, "update", is_smart=is_smart)
    api.post(path, {"advertiser_id": link.external_id, "adgroup_id": ref.external_id, **body})


def _smart(row: Row, targeting: t.Targeting, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what Smart+ takes: aimed by hand where what is wanted would else be a mere suggestion."""
    mode = row.get("targeting_optimization_mode") or "AUTOMATIC"
    by_hand = mode == "MANUAL" or params.is_narrow(targeting)
    spec = {name: value for name, value in (row.get("targeting_spec") or {}).items() if value is not None} | wanted
    if by_hand:
        spec.pop("spc_audience_age", None)
    changed = {"targeting_optimization_mode": "MANUAL"} if by_hand and mode != "MANUAL" else {}
    return {"targeting_spec": spec, **changed}


def _has_such_ages(aimed: Row, targeting: t.Targeting) -> bool:
    """Tell whether the ages are those that are wanted; there may be a gap in them, which our words cannot say."""
    return ages.read_span(aimed.get("age_groups") or []) == (targeting.age_min, targeting.age_max)


def _check(plan: t.CampaignPlan, targeting: t.Targeting, link: t.AccountLink) -> Aim:
    aim = aim_for(plan, link.presence)
    problems = list(check_targeting(targeting, is_special=bool(params.special_industries(plan))))
    if isinstance(aim, t.Problem):
        problems.append(aim)
    if problems or isinstance(aim, t.Problem):
        raise InvalidRequest(problems[0].text, fields={problem.field: problem.text for problem in problems})
    return aim

"""Another audience for an ad set that exists.

Meta takes a targeting whole, so what is there goes along where it is not ours to change: excluded places, devices, brand
safety, behaviours. Ours are places, ages, genders, languages, interests, audiences and placements: what we say of them
replaces what was there, and positions within a placement go with the placement. What our words cannot say of them
(`audience`) stays too: a town's own circle, a language of one country while no other language is wanted. That a targeting
sent without a part loses that part is common knowledge; Meta's pages do not say it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.meta import audience, params, targeting
from integrations.platforms.meta.client import GraphApi
from integrations.platforms.meta.languages import find_locales
from integrations.platforms.meta.purposes import aim_for
from integrations.platforms.meta.rules import check_politics
from integrations.platforms.meta.targeting_rules import check_targeting

_OURS = frozenset(
    "geo_locations age_min age_max age_range genders locales interests custom_audiences excluded_custom_audiences"
    " publisher_platforms flexible_spec".split()
)
_PLACES = frozenset({*targeting.PLACE_KINDS.values(), "custom_locations"})
_WHO = ("dsa_beneficiary", "dsa_payor")
NOT_AN_AD_SET = "Meta keeps the audience in the ad set. Change it there."
Spec = Mapping[str, Any]


def set_targeting(account: AdAccount, link: t.AccountLink, ref: t.ObjectRef, change: t.TargetingChange) -> None:
    """Give an ad set another audience; who benefits and who pays is said where the EU wants it and nobody has said it."""
    group = next(group for group in change.plan.ad_groups if group.key == change.group_key)
    if ref.kind != t.ObjectKind.AD_GROUP:
        raise InvalidRequest(NOT_AN_AD_SET, fields={"countries": NOT_AN_AD_SET})
    plan = replace(change.plan, ad_groups=(group,))
    _check(plan, group, link)
    api: GraphApi = account.get_api()
    row = api.get(ref.external_id, fields=",".join(["targeting", *_WHO]))
    app = plan.app if plan.purpose == t.Purpose.APP_INSTALLS else None
    wanted = targeting.build(group.targeting, locales=find_locales(api, group.targeting), app=app)
    who = params.transparency(group, link.presence)
    missing = {name: value for name, value in who.items() if not row.get(name)}
    api.post(ref.external_id, params={"targeting": merge(row.get("targeting") or {}, wanted), **missing})


def merge(there: Spec, wanted: Spec) -> dict[str, Any]:
    """Return a targeting that aims as wanted and keeps the rest of what is there. Pure."""
    kept = {name: value for name, value in there.items() if name not in _OURS and _stays(name, wanted)}
    made = kept | dict(wanted)
    mixed = {
        "geo_locations": _places(there.get("geo_locations") or {}, wanted.get("geo_locations") or {}),
        "flexible_spec": _flexible(there, wanted),
        "locales": wanted.get("locales") or [key for key in there.get("locales") or () if key not in audience.LOCALES],
    }
    return made | {name: value for name, value in mixed.items() if value}


def _places(there: Spec, wanted: Spec) -> dict[str, Any]:
    """Keep what kind of presence counts and places of kinds that we do not know, and take a place as it stands there."""
    kept = {name: value for name, value in there.items() if name not in _PLACES}
    return kept | {
        kind: [next((row for row in there.get(kind) or () if _is_same(row, place)), place) for place in places]
        for kind, places in wanted.items()
    }


def _is_same(row: Any, place: Any) -> bool:
    if not (isinstance(row, Mapping) and isinstance(place, Mapping)):
        return bool(row == place)
    if "key" in place:
        return str(row.get("key")) == place["key"]
    ours, theirs = audience.read_circle(place), audience.read_circle(row)
    return bool(ours and theirs) and replace(ours, name="") == replace(theirs, name="")


def _stays(name: str, wanted: Spec) -> bool:
    """Positions (`facebook_positions`) stay only with a placement of theirs that was chosen."""
    place, is_position, _ = name.partition("_positions")
    return not is_position or place in wanted.get("publisher_platforms", ())


def _flexible(there: Spec, wanted: Spec) -> list[dict[str, Any]]:
    """Put the interests where some stood before, so that what is joined to them stays so; else before the others."""
    specs = [dict(spec) for spec in there.get("flexible_spec") or ()]
    place = next((number for number, spec in enumerate(specs) if "interests" in spec), None)
    ours = [dict(spec) for spec in wanted.get("flexible_spec") or ()]
    if place is None:
        return ours + specs
    rest = {name: value for name, value in specs[place].items() if name != "interests"}
    specs[place] = rest | (ours[0] if ours else {})
    return [spec for spec in specs if spec]


def _check(plan: t.CampaignPlan, group: t.AdGroupPlan, link: t.AccountLink) -> None:
    problems = [*check_targeting(group.targeting, plan, link.presence), *check_politics(plan)]
    if isinstance(aim := aim_for(plan, link.presence), t.Problem):
        problems.append(aim)
    if problems:
        raise InvalidRequest(problems[0].text, fields={problem.field: problem.text for problem in problems})

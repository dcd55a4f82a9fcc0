"""Whom ads are shown to, as Google's criteria. Pure: a plan's targeting goes in, criteria come out.

Ages and genders are chosen by leaving the others out (negative criteria), which Search, Display and Demand Gen all take.
"""

from typing import Any

from integrations import types as t
from integrations.platforms.google import geo
from integrations.platforms.google.purposes import APP, DEMAND_GEN, PERFORMANCE_MAX

Criterion = dict[str, Any]
_MICRO_DEGREES = 1_000_000


def of_campaign(wanted: t.Targeting, channel: t.Channel) -> list[Criterion]:
    """Return what stands at the campaign."""
    return [] if channel == DEMAND_GEN else area(wanted)


def of_group(wanted: t.Targeting, channel: t.Channel, customer_id: str) -> list[Criterion]:
    """Return what stands at the ad group; asset groups and app campaigns find their people themselves."""
    if channel in (APP, PERFORMANCE_MAX):
        return []
    return [*(area(wanted) if channel == DEMAND_GEN else ()), *people(wanted, customer_id)]


def area(wanted: t.Targeting) -> list[Criterion]:
    """Return places, circles and languages."""
    constants = [geo.country_constant(country) for country in wanted.countries]
    constants += [f"geoTargetConstants/{place.key}" for place in wanted.places]
    made: list[Criterion] = [{"location": {"geo_target_constant": name}} for name in constants]
    made += [{"proximity": _circle(radius)} for radius in wanted.radii]
    languages = [geo.LANGUAGES[code] for code in wanted.languages]
    return made + [{"language": {"language_constant": f"languageConstants/{number}"}} for number in languages]


def people(wanted: t.Targeting, customer_id: str) -> list[Criterion]:
    """Return ages, genders, interests, audiences, keywords."""
    lists = f"customers/{customer_id}/userLists/"
    interests = f"customers/{customer_id}/userInterests/"
    made: list[Criterion] = [
        *[{"negative": True, "age_range": {"type_": word}} for word in _other_ages(wanted)],
        *[{"negative": True, "gender": {"type_": word}} for word in _other_genders(wanted)],
        *[{"user_interest": {"user_interest_category": interests + key}} for key in wanted.interests],
        *[{"user_list": {"user_list": lists + key}} for key in wanted.audiences],
        *[{"negative": True, "user_list": {"user_list": lists + key}} for key in wanted.excluded_audiences],
        *[{"keyword": _keyword(one)} for one in wanted.keywords],
        *[{"negative": True, "keyword": _keyword(one)} for one in wanted.negative_keywords],
    ]
    return made


def _other_ages(wanted: t.Targeting) -> list[str]:
    if wanted.age_min is None and wanted.age_max is None:
        return []
    lowest, highest = wanted.age_min or 0, wanted.age_max or 999
    highest = 999 if highest >= 65 else highest
    others = [geo.age_range(low, high) for low, high in geo.AGES if low < lowest or high > highest]
    return [*others, "AGE_RANGE_UNDETERMINED"] if others else []


def _other_genders(wanted: t.Targeting) -> list[str]:
    if not wanted.genders or set(wanted.genders) == set(geo.GENDERS):
        return []
    return [*[word for gender, word in geo.GENDERS.items() if gender not in wanted.genders], "UNDETERMINED"]


def _circle(radius: t.Radius) -> dict[str, Any]:
    point = {
        "longitude_in_micro_degrees": int(radius.longitude * _MICRO_DEGREES),
        "latitude_in_micro_degrees": int(radius.latitude * _MICRO_DEGREES),
    }
    return {"geo_point": point, "radius": float(radius.km), "radius_units": "KILOMETERS"}


def _keyword(keyword: t.Keyword) -> dict[str, str]:
    return {"text": " ".join(keyword.text.split()), "match_type": keyword.match.value.upper()}

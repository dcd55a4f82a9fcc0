"""Targeting: places, ages, people, placements, audiences, and what European law adds."""

from typing import Any

from ..store import Thing
from .call import Call
from .errors import GraphError, missing, refused, wrong_type
from .gazetteer import INTERESTS, LOCALES
from .places import LEAST_STRICT_KM, check_places, countries_of, radius_km
from .words import EU

_STRICT = {"HOUSING", "EMPLOYMENT", "CREDIT", "FINANCIAL_PRODUCTS_SERVICES"}
_PLATFORMS = {"facebook", "instagram", "messenger", "audience_network", "threads", "whatsapp"}


def read_targeting(call: Call, campaign: Thing) -> dict[str, Any]:
    if not call.has("targeting"):
        raise missing("targeting")
    spec = call.json("targeting")
    check_spec(call, spec)
    if set(campaign.data["special_ad_categories"]) & _STRICT:
        _check_strict(spec)
    return _with_advantage(spec)


def check_spec(call: Call, spec: dict[str, Any]) -> None:
    """Refuse what no ad set may aim at, whatever it is for."""
    check_places(call, spec)
    _check_audiences(call, spec)
    _check_ages(spec)
    _check_people(spec)


def _check_people(spec: dict[str, Any]) -> None:
    """Interests and languages must be among those that the search gives."""
    if bad := [gender for gender in spec.get("genders") or [] if gender not in (0, 1, 2)]:
        raise GraphError(f"(#100) Invalid gender {bad[0]}", blame=("targeting",))
    if bad := [key for key in spec.get("locales") or [] if key not in LOCALES]:
        raise GraphError(f"(#100) Invalid locale {bad[0]}", blame=("targeting",))
    if bad := [name for name in spec.get("publisher_platforms") or [] if name not in _PLATFORMS]:
        raise GraphError(f"(#100) Invalid publisher platform {bad[0]}", blame=("targeting",))
    specs = [spec, *(spec.get("flexible_spec") or [])]
    wanted = [interest for part in specs for interest in part.get("interests") or []]
    if bad := [interest for interest in wanted if str(interest.get("id")) not in INTERESTS]:
        raise refused(
            "Invalid interest", f"The interest {bad[0].get('id')} is no longer available.", "targeting", subcode=1487694
        )


def _check_audiences(call: Call, spec: dict[str, Any]) -> None:
    for name in ("custom_audiences", "excluded_custom_audiences"):
        for audience in spec.get(name) or []:
            found = call.store.get(str(audience.get("id")), "audience")
            if found is None or found.account != call.account.id:
                raise refused(
                    "Custom audience not available", f"Audience {audience.get('id')} can't be used here.", "targeting"
                )


def _check_ages(spec: dict[str, Any]) -> None:
    youngest, oldest = spec.get("age_min", 18), spec.get("age_max", 65)
    if not all(isinstance(age, int) and 13 <= age <= 65 for age in (youngest, oldest)):
        raise wrong_type("targeting[age_min]", "an integer from 13 to 65")
    if youngest > oldest:
        raise refused("Age range", "The minimum age must not be above the maximum age.", "targeting")


def _check_strict(spec: dict[str, Any]) -> None:
    """Jobs, homes and loans: everybody of age, no postcodes, no small circles."""
    places = spec.get("geo_locations") or {}
    ages = (spec.get("age_min", 18), spec.get("age_max", 65)) != (18, 65)
    genders = spec.get("genders") not in (None, [], [1, 2], [2, 1], [0])
    small = any(radius_km(circle) < LEAST_STRICT_KM for circle in places.get("custom_locations") or [])
    if ages or genders or small or places.get("zips"):
        raise refused(
            "Audience not allowed",
            "Ads in this special ad category must reach ages 18 to 65+ and all genders, without postcodes, and at least"
            " 15 miles around a place.", "targeting", subcode=2909034,
        )  # fmt: skip


def _with_advantage(spec: dict[str, Any]) -> dict[str, Any]:
    """Ask for the explicit advantage_audience; with 1 the ages are reset (`age_range` carries them as a hint)."""
    chosen = (spec.get("targeting_automation") or {}).get("advantage_audience")
    if chosen not in (0, 1):
        raise refused(
            "Advantage audience flag required",
            "To create your ad set, you need to enable or disable the Advantage audience feature. This can be done by"
            " setting the advantage_audience flag to either 1 or 0 within the targeting_automation field in targeting.",
            "targeting", subcode=1870227,
        )  # fmt: skip
    ages = (
        {"age_min": 18, "age_max": 65}
        if chosen
        else {"age_min": spec.get("age_min", 18), "age_max": spec.get("age_max", 65)}
    )
    return spec | ages


def read_transparency(call: Call, spec: dict[str, Any], adset: Thing | None = None) -> dict[str, str]:
    """Read who benefits and who pays: European law wants both where the audience is in the EU, unless the ad set has
    them, or the account has defaults (subcode from memory)."""
    names = ("dsa_beneficiary", "dsa_payor")
    there, account = adset.data if adset else {}, call.account.data
    found = {name: call.text(name) or there.get(name, "") or account.get(f"default_{name}", "") for name in names}
    reaches_eu = countries_of(spec) & EU
    for name in names:
        if reaches_eu and not found[name]:
            raise refused(
                "No beneficiary or payer", "Ads shown in the EU must say who benefits from them and who pays for them.",
                name, subcode=3858081,
            )  # fmt: skip
    return {name: value for name, value in found.items() if value}

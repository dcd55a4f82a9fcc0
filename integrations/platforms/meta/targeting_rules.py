"""What Meta would refuse of a targeting. Pure.

What ads for jobs, homes and loans may not do: platform facts, section B (the least circle is from memory).
"""

from collections.abc import Iterator, Mapping

from integrations import types as t
from integrations.platforms.meta.targeting import PLACE_KINDS, PLATFORMS, split_place

YOUNGEST, OLDEST, ADULT = 13, 65, 18
NO_ADS_IN = frozenset({"CU", "IR", "KP", "SD", "SY"})
LEAST_KM, MOST_KM, LEAST_KM_RESTRICTED = 1, 80, 25
RESTRICTED = frozenset({t.SpecialCategory.EMPLOYMENT, t.SpecialCategory.HOUSING, t.SpecialCategory.CREDIT})
NO_INSTAGRAM = (
    "Ads on Instagram alone speak for an Instagram account, and this ad account has none. Add yours in Meta's Business "
    "settings, Instagram accounts, then connect Meta again, or show the ads on Facebook too."
)


def check_targeting(group: t.Targeting, plan: t.CampaignPlan, presence: Mapping[str, str]) -> Iterator[t.Problem]:
    """Yield what is wrong with whom an ad group is shown to."""
    yield from _check_places(group)
    yield from _check_ages(group)
    yield from _check_placements(group, presence)
    if RESTRICTED & set(plan.special_categories):
        yield from _check_restricted(group)


def _check_places(group: t.Targeting) -> Iterator[t.Problem]:
    if not (group.countries or group.places or group.radii or group.audiences):
        yield t.Problem("countries", "Choose at least one country.")
    if banned := sorted(NO_ADS_IN & set(group.countries)):
        yield t.Problem("countries", f"Meta shows no ads in {', '.join(banned)}. Leave it out.")
    for place in group.places:
        if split_place(place)[0] not in PLACE_KINDS:
            yield t.Problem("places", f"Meta does not know what “{place.name}” is. Choose it again from the search.")
    for circle in group.radii:
        if not LEAST_KM <= circle.km <= MOST_KM:
            yield t.Problem("radii", f"A circle on Meta is {LEAST_KM} to {MOST_KM} kilometres wide. Choose another.")
        if abs(circle.latitude) > 90 or abs(circle.longitude) > 180:
            yield t.Problem("radii", "This point is not on the map. Choose it again.")


def _check_ages(group: t.Targeting) -> Iterator[t.Problem]:
    ages = [age for age in (group.age_min, group.age_max) if age is not None]
    if any(not YOUNGEST <= age <= OLDEST for age in ages):
        yield t.Problem("age_min", f"Meta takes ages from {YOUNGEST} to {OLDEST}.")
    if len(ages) == 2 and ages[0] > ages[1]:
        yield t.Problem("age_max", "The highest age is below the lowest. Choose a higher one.")


def _check_placements(group: t.Targeting, presence: Mapping[str, str]) -> Iterator[t.Problem]:
    if unknown := sorted(set(group.placements) - set(PLATFORMS)):
        yield t.Problem("placements", f"Meta does not know {', '.join(unknown)}. Choose facebook or instagram.")
    if set(group.placements) == {"instagram"} and not presence.get("instagram_user_id"):
        yield t.Problem("placements", NO_INSTAGRAM)


def _check_restricted(group: t.Targeting) -> Iterator[t.Problem]:
    """Ads for jobs, homes and loans are shown to everybody of age, without postcodes or small circles."""
    law = "Ads for jobs, homes or loans"
    if group.age_min not in (None, ADULT) or group.age_max not in (None, OLDEST):
        yield t.Problem("age_min", f"{law} must reach everybody from {ADULT} up. Take the ages out.")
    if len(set(group.genders)) == 1:
        yield t.Problem("genders", f"{law} must reach women and men alike. Take the gender out.")
    if any(split_place(place)[0] == "zip" for place in group.places):
        yield t.Problem("places", f"{law} may not choose postcodes. Choose cities or regions.")
    if any(circle.km < LEAST_KM_RESTRICTED for circle in group.radii):
        yield t.Problem(
            "radii", f"{law} must reach at least {LEAST_KM_RESTRICTED} kilometres around. Widen the circle."
        )

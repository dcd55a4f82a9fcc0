"""What of a plan's targeting a channel on Google cannot do. Pure.

Places and languages belong to the whole campaign, but in Demand Gen to each ad group. Performance Max and app campaigns
find their people themselves: ages, genders, interests and audiences are refused there, not silently dropped.
"""

from collections.abc import Iterator

from integrations import types as t
from integrations.platforms.google import geo
from integrations.platforms.google.purposes import APP, DEMAND_GEN, NAMES, PERFORMANCE_MAX, SEARCH

PARTNERS = "search_partners"
OTHER_AREA = "On {channel}, places and languages belong to the whole campaign: take the campaign's, or make another campaign for these."
_BY_ITSELF = ("age_min", "age_max", "genders", "interests", "audiences", "excluded_audiences")
_LOWEST = {low for low, _ in geo.AGES}
_HIGHEST = {high for _, high in geo.AGES if high < 999}
_KEYWORD_MOST, _KEYWORD_WORDS = 80, 10
_RADIUS_MOST = 800


def check_targetings(plan: t.CampaignPlan, channel: t.Channel) -> Iterator[t.Problem]:
    """Yield what is wrong with whom a plan wants to reach."""
    targetings = [group.targeting for group in plan.ad_groups]
    if channel != DEMAND_GEN and len({area_of(one) for one in targetings}) > 1:
        text = (
            f"On {NAMES[channel]}, places and languages belong to the whole campaign: give each ad group the same ones."
        )
        yield t.Problem("countries", text)
    for one in targetings:
        yield from _check_keys(one)
        yield from _check_area(one, channel)
        yield from _check_people(one, channel)
        yield from _check_keywords(one, channel)
        if strange := set(one.placements) - ({PARTNERS} if channel == SEARCH else set()):
            yield t.Problem("placements", f"Google cannot narrow this channel to {', '.join(sorted(strange))}.")


def area_of(one: t.Targeting) -> tuple:
    """Return the part of an audience that is the campaign's, but in Demand Gen."""
    return one.countries, one.places, one.radii, one.languages


def _check_area(one: t.Targeting, channel: t.Channel) -> Iterator[t.Problem]:
    if not (one.countries or one.places or one.radii):
        yield t.Problem("countries", "Choose at least one country or place.")
    if unknown := [country for country in one.countries if not geo.country_constant(country)]:
        yield t.Problem("countries", f"Google does not know {', '.join(unknown)}.")
    if unknown := [language for language in one.languages if language not in geo.LANGUAGES]:
        yield t.Problem("languages", f"Google cannot aim at the language {', '.join(unknown)}. Leave it out.")
    if one.radii and channel in (DEMAND_GEN, APP):
        yield t.Problem("radii", f"{NAMES[channel]} takes no circles on the map. Choose towns instead.")
    if any(not 0 < radius.km <= _RADIUS_MOST for radius in one.radii):
        yield t.Problem("radii", f"A circle's radius is 1 to {_RADIUS_MOST} kilometres.")


def _check_keys(one: t.Targeting) -> Iterator[t.Problem]:
    """Keys are Google's own numbers; those of another platform mean nothing here."""
    keys = {"places": [place.key for place in one.places]}
    keys |= {part: list(getattr(one, part)) for part in ("interests", "audiences", "excluded_audiences")}
    for part, chosen in keys.items():
        if not all(key.isascii() and key.isdigit() for key in chosen):
            yield t.Problem(
                part, "This was not chosen from Google's own list. Search for it there and choose it again."
            )


def _check_people(one: t.Targeting, channel: t.Channel) -> Iterator[t.Problem]:
    if channel in (PERFORMANCE_MAX, APP):
        for part in _BY_ITSELF:
            if getattr(one, part):
                yield t.Problem(part, f"{NAMES[channel]} finds its people itself. Leave this empty, or choose Display.")
        return
    if one.age_min is not None and one.age_min not in _LOWEST:
        yield t.Problem("age_min", "Google knows ages from 18, 25, 35, 45, 55 or 65. Choose one of these.")
    if one.age_max is not None and one.age_max not in _HIGHEST and one.age_max < 65:
        yield t.Problem(
            "age_max", "Google knows ages up to 24, 34, 44, 54 or 64. Choose one of these, or leave it empty."
        )
    if one.age_min and one.age_max and one.age_max < one.age_min:
        yield t.Problem("age_max", "The highest age is below the lowest. Choose a higher one.")


def _check_keywords(one: t.Targeting, channel: t.Channel) -> Iterator[t.Problem]:
    if channel == SEARCH and not one.keywords:
        yield t.Problem("keywords", "Search ads are shown for searched words. Write at least one keyword.")
    if channel != SEARCH and (one.keywords or one.negative_keywords):
        yield t.Problem(
            "keywords", f"Keywords work on Search only. Leave them out, or choose Search instead of {NAMES[channel]}."
        )
    for keyword in (*one.keywords, *one.negative_keywords):
        words = keyword.text.split()
        if not words or len(words) > _KEYWORD_WORDS or len(keyword.text) > _KEYWORD_MOST:
            text = f"A keyword has at most {_KEYWORD_WORDS} words and {_KEYWORD_MOST} characters: “{keyword.text}”."
            yield t.Problem("keywords", text)

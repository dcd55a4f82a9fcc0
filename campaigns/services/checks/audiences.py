"""Whom an ad may be shown to: countries or circles, ages, words that are searched for."""

from functools import lru_cache

import pycountry

from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean
from integrations.types import Keyword, Targeting

COUNTRIES_MAX = 50
AGES = (13, 65)
CHOOSE = "Choose from what the platform's search gives."
KEYWORD_WIDTH, KEYWORD_WORDS, KEYWORDS_MOST = 80, 10, 200
RADIUS_KM = (1, 800)
LISTED_MOST, KEY_MOST = 100, 255
LISTS = ("languages", "interests", "audiences", "excluded_audiences", "placements")


def check_targeting(aim: Targeting, *, problems: Problems) -> None:
    """Add what is wrong with a targeting; somewhere it must be shown: a country, a place or a circle."""
    _check_countries(aim, problems)
    _check_ages(aim, problems)
    _check_radii(aim, problems)
    _check_lists(aim, problems)
    _check_keywords("keywords", aim.keywords, problems)
    _check_keywords("negative_keywords", aim.negative_keywords, problems)


def check_keywords_given(aim: Targeting, *, needs_keywords: bool, problems: Problems) -> None:
    """Add a problem when what shows beside searches does not say which."""
    if needs_keywords and not aim.keywords:
        problems.add("keywords", "Write at least one thing that people would search for.")


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """Return every country of ISO 3166-1 by its two letters."""
    return frozenset(country.alpha_2 for country in pycountry.countries)


def _check_countries(aim: Targeting, problems: Problems) -> None:
    unknown = sorted(set(map(str, aim.countries)) - country_codes())
    if not (aim.countries or aim.places or aim.radii):
        problems.add("countries", "Choose at least one country.")
    elif unknown:
        codes = ", ".join(code[:10] for code in unknown[:5])
        problems.add("countries", f"There is no country {codes}. Use two letters, such as IE.")
    elif len(aim.countries) > COUNTRIES_MAX:
        problems.add("countries", f"That is {len(aim.countries)} countries; {COUNTRIES_MAX} fit.")


def _check_ages(aim: Targeting, problems: Problems) -> None:
    least, most = AGES
    for field in ("age_min", "age_max"):
        age = getattr(aim, field)
        if age is not None and not least <= age <= most:
            problems.add(field, f"Write an age from {least} to {most}; {most} means {most} and older.")
    if aim.age_min and aim.age_max and aim.age_max < aim.age_min:
        problems.add("age_max", f"That is below the youngest, {aim.age_min}.")


def _check_radii(aim: Targeting, problems: Problems) -> None:
    least, most = RADIUS_KM
    for radius in aim.radii:
        if not (-90 <= radius.latitude <= 90 and -180 <= radius.longitude <= 180):
            problems.add(
                "radii", "There is no such place on earth. Copy both numbers from a map, such as 53.34, -6.27."
            )
        if not least <= radius.km <= most:
            problems.add("radii", f"Write from {least} to {most} kilometres.")


def _check_lists(aim: Targeting, problems: Problems) -> None:
    for name in (*LISTS, "places", "radii"):
        if len(getattr(aim, name)) > LISTED_MOST:
            problems.add(name, f"That is more than {LISTED_MOST}. Leave some out.")
    for name in LISTS:
        if not all(_is_key(key) for key in getattr(aim, name)):
            problems.add(name, CHOOSE)
    if not all(_is_key(place.key) and _is_label(place.name) and _is_label(place.kind) for place in aim.places):
        problems.add("places", CHOOSE)
    if not all(_is_label(radius.name) for radius in aim.radii):
        problems.add("radii", f"Give the circle a name of at most {KEY_MOST} characters that can be shown.")


def _is_key(key: str) -> bool:
    return bool(key.strip()) and _is_label(key)


def _is_label(text: str) -> bool:
    return len(text) <= KEY_MOST and is_clean(text)


def _check_keywords(field: str, keywords: tuple[Keyword, ...], problems: Problems) -> None:
    if len(keywords) > KEYWORDS_MOST:
        problems.add(field, f"That is {len(keywords)} lines; {KEYWORDS_MOST} fit.")
    for keyword in keywords:
        if not keyword.text.strip() or len(keyword.text) > KEYWORD_WIDTH or len(keyword.text.split()) > KEYWORD_WORDS:
            problems.add(field, f"“{keyword.text[:30]}”: at most {KEYWORD_WIDTH} characters and {KEYWORD_WORDS} words.")
        elif not is_clean(keyword.text):
            problems.add(field, UNCLEAN)

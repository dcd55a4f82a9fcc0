"""Countries, languages, ages and genders in Google's ids. Pure.

A country's geo target constant is 2000 plus its ISO 3166-1 number, a language's constant is Google's own list:
https://developers.google.com/google-ads/api/data/geotargets and …/data/codes-formats#languages
"""

import pycountry

from integrations.types import Gender

LANGUAGES = {
    "ar": 1019, "bg": 1020, "bn": 1056, "ca": 1038, "cs": 1021, "da": 1009, "de": 1001, "el": 1022, "en": 1000, "es": 1003,
    "et": 1043, "fa": 1064, "fi": 1011, "fr": 1002, "gu": 1072, "he": 1027, "hi": 1023, "hr": 1039, "hu": 1024, "id": 1025,
    "is": 1026, "it": 1004, "ja": 1005, "kn": 1086, "ko": 1012, "lt": 1029, "lv": 1028, "ml": 1098, "mr": 1101, "ms": 1102,
    "nl": 1010, "no": 1013, "pa": 1110, "pl": 1030, "pt": 1014, "ro": 1032, "ru": 1031, "sk": 1033, "sl": 1034, "sr": 1035,
    "sv": 1015, "ta": 1130, "te": 1131, "th": 1044, "tl": 1042, "tr": 1037, "uk": 1036, "ur": 1041, "vi": 1040, "zh": 1017,
}  # fmt: skip
AGES = ((18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 999))
GENDERS = {Gender.WOMEN: "FEMALE", Gender.MEN: "MALE"}
EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())


def country_constant(country: str) -> str:
    """Return a country's resource name, or "" for what is no country."""
    found = pycountry.countries.get(alpha_2=country)
    return f"geoTargetConstants/{2000 + int(found.numeric)}" if found else ""


def country_of(constant: str) -> str:
    """Return the country (ISO 3166-1 alpha-2) of a geo target constant, or "" where it is a smaller place."""
    number = constant.rpartition("/")[2]
    if not (number.isdigit() and 2000 < int(number) < 3000):
        return ""
    found = pycountry.countries.get(numeric=f"{int(number) - 2000:03}")
    return found.alpha_2 if found else ""


def age_range(low: int, high: int) -> str:
    """Return Google's word for one of its age brackets."""
    return f"AGE_RANGE_{low}_UP" if high > 99 else f"AGE_RANGE_{low}_{high}"

"""Places to aim at: location ids are GeoNames' numbers, as TikTok's are. Not the whole world: what a demo needs."""

from dataclasses import dataclass

_COUNTRIES = """
IE 2963597 Ireland|GB 2635167 United Kingdom|US 6252001 United States|CA 6251999 Canada|AU 2077456 Australia
NZ 2186224 New Zealand|DE 2921044 Germany|AT 2782113 Austria|CH 2658434 Switzerland|FR 3017382 France|BE 2802361 Belgium
NL 2750405 Netherlands|LU 2960313 Luxembourg|ES 2510769 Spain|PT 2264397 Portugal|IT 3175395 Italy|GR 390903 Greece
PL 798544 Poland|CZ 3077311 Czechia|SK 3057568 Slovakia|HU 719819 Hungary|RO 798549 Romania|BG 732800 Bulgaria
HR 3202326 Croatia|SI 3190538 Slovenia|SE 2661886 Sweden|DK 2623032 Denmark|NO 3144096 Norway|FI 660013 Finland
EE 453733 Estonia|LV 458258 Latvia|LT 597427 Lithuania|IS 2629691 Iceland|MT 2562770 Malta|CY 146669 Cyprus
JP 1861060 Japan|KR 1835841 South Korea|TW 1668284 Taiwan|SG 1880251 Singapore|ID 1643084 Indonesia|TH 1605651 Thailand
VN 1562822 Vietnam|MY 1733045 Malaysia|PH 1694008 Philippines|AE 290557 United Arab Emirates|SA 102358 Saudi Arabia
IL 294640 Israel|TR 298795 Turkey|ZA 953987 South Africa|EG 357994 Egypt|BR 3469034 Brazil|MX 3996063 Mexico
AR 3865483 Argentina|CL 3895114 Chile|CO 3686110 Colombia|PE 3932488 Peru|CR 3624060 Costa Rica|PY 3437598 Paraguay
"""
_BELOW = """
IE 7521314 Leinster 2964574 Dublin|IE 7521315 Munster 2965140 Cork|IE 7521313 Connacht 2964180 Galway
IE 7521315 Munster 2962943 Limerick|GB 6269131 England 2643743 London|GB 6269131 England 2643123 Manchester
GB 2638360 Scotland 2650225 Edinburgh|GB 2641364 Northern Ireland 2655984 Belfast|DE 2950157 Berlin 2950159 Berlin
DE 2951839 Bavaria 2867714 Munich|DE 2911297 Hamburg 2911298 Hamburg|FR 3012874 Île-de-France 2988507 Paris
FR 11071625 Auvergne-Rhône-Alpes 2996944 Lyon|NL 2749879 North Holland 2759794 Amsterdam|ES 3117732 Madrid 3117735 Madrid
ES 3336901 Catalonia 3128760 Barcelona|IT 3174976 Lazio 3169070 Rome|IT 3174618 Lombardy 3173435 Milan
US 5128638 New York 5128581 New York City|US 5332921 California 5368361 Los Angeles|US 4736286 Texas 4671654 Austin
AT 2761367 Vienna 2761369 Vienna|CH 2657895 Zurich 2657896 Zurich|PT 2267056 Lisbon 2267057 Lisbon
"""


@dataclass(frozen=True, slots=True)
class Place:
    """`level` is COUNTRY, PROVINCE or CITY; a country's parent is "0"."""

    id: str
    name: str
    level: str
    country: str
    parent: str


def _read() -> dict[str, Place]:
    found: dict[str, Place] = {}
    countries: dict[str, str] = {}
    for line in _COUNTRIES.replace("\n", "|").split("|"):
        if line.strip():
            code, number, name = line.split(" ", 2)
            found[number], countries[code] = Place(number, name, "COUNTRY", code, "0"), number
    for line in _BELOW.replace("\n", "|").split("|"):
        if line.strip():
            code, rest = line.split(" ", 1)
            _add_below(found, code, countries[code], rest)
    return found


def _add_below(found: dict[str, Place], code: str, country_id: str, text: str) -> None:
    """Add a province and a city: number, name, number, name; names may have several words."""
    words = text.split()
    second = next(number for number, word in enumerate(words) if number and word.isdigit())
    province, city = words[0], words[second]
    found[province] = Place(province, " ".join(words[1:second]), "PROVINCE", code, country_id)
    found[city] = Place(city, " ".join(words[second + 1 :]), "CITY", code, province)


PLACES = _read()


def children(place_id: str) -> list[str]:
    return [place.id for place in PLACES.values() if place.parent == place_id]

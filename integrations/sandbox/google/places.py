"""Places: countries by Google's ids (2000 + ISO 3166-1 numeric), some regions and cities by ids of the sandbox's own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """`kind` is Google's target type; `people` about how many live there."""

    id: str
    name: str
    country: str
    kind: str
    canonical: str
    people: int
    parent: str = ""


_COUNTRIES = {
    "IE": (372, "Ireland", 5_300_000), "GB": (826, "United Kingdom", 69_000_000), "US": (840, "United States", 345_000_000),
    "CA": (124, "Canada", 41_000_000), "AU": (36, "Australia", 27_000_000), "NZ": (554, "New Zealand", 5_300_000),
    "DE": (276, "Germany", 84_000_000), "AT": (40, "Austria", 9_200_000), "CH": (756, "Switzerland", 9_000_000),
    "FR": (250, "France", 68_000_000), "BE": (56, "Belgium", 11_800_000), "NL": (528, "Netherlands", 18_000_000),
    "LU": (442, "Luxembourg", 670_000), "ES": (724, "Spain", 49_000_000), "PT": (620, "Portugal", 10_600_000),
    "IT": (380, "Italy", 59_000_000), "PL": (616, "Poland", 38_000_000), "CZ": (203, "Czechia", 10_900_000),
    "SK": (703, "Slovakia", 5_400_000), "HU": (348, "Hungary", 9_600_000), "RO": (642, "Romania", 19_000_000),
    "BG": (100, "Bulgaria", 6_400_000), "GR": (300, "Greece", 10_400_000), "SE": (752, "Sweden", 10_600_000),
    "DK": (208, "Denmark", 6_000_000), "NO": (578, "Norway", 5_600_000), "FI": (246, "Finland", 5_600_000),
    "IS": (352, "Iceland", 390_000), "EE": (233, "Estonia", 1_400_000), "LV": (428, "Latvia", 1_900_000),
    "LT": (440, "Lithuania", 2_900_000), "HR": (191, "Croatia", 3_900_000), "SI": (705, "Slovenia", 2_100_000),
    "MT": (470, "Malta", 550_000), "CY": (196, "Cyprus", 940_000), "TR": (792, "Türkiye", 85_000_000),
    "JP": (392, "Japan", 124_000_000), "KR": (410, "South Korea", 52_000_000), "IN": (356, "India", 1_440_000_000),
    "SG": (702, "Singapore", 6_000_000), "HK": (344, "Hong Kong", 7_500_000), "TW": (158, "Taiwan", 23_000_000),
    "ID": (360, "Indonesia", 280_000_000), "VN": (704, "Vietnam", 100_000_000), "BR": (76, "Brazil", 212_000_000),
    "MX": (484, "Mexico", 130_000_000), "AR": (32, "Argentina", 46_000_000), "CL": (152, "Chile", 19_600_000),
    "CO": (170, "Colombia", 52_000_000), "ZA": (710, "South Africa", 63_000_000), "IL": (376, "Israel", 9_800_000),
    "AE": (784, "United Arab Emirates", 10_000_000),
}  # fmt: skip
_INSIDE = {
    "20485": ("County Dublin", "IE", "County", 1_450_000), "1007850": ("Dublin", "IE", "City", 590_000),
    "1007840": ("Cork", "IE", "City", 224_000), "1007858": ("Galway", "IE", "City", 86_000),
    "1007864": ("Limerick", "IE", "City", 102_000), "1006886": ("London", "GB", "City", 8_900_000),
    "1006912": ("Manchester", "GB", "City", 570_000), "1006894": ("Bristol", "GB", "City", 480_000),
    "1007326": ("Edinburgh", "GB", "City", 530_000), "1003854": ("Berlin", "DE", "City", 3_700_000),
    "1004437": ("Hamburg", "DE", "City", 1_900_000), "1004234": ("Munich", "DE", "City", 1_500_000),
    "1006094": ("Paris", "FR", "City", 2_100_000), "1006410": ("Lyon", "FR", "City", 520_000),
    "1005493": ("Madrid", "ES", "City", 3_300_000), "1005424": ("Barcelona", "ES", "City", 1_600_000),
    "1008736": ("Rome", "IT", "City", 2_800_000), "1008463": ("Milan", "IT", "City", 1_400_000),
    "1010543": ("Amsterdam", "NL", "City", 920_000), "1001493": ("Vienna", "AT", "City", 2_000_000),
    "1003297": ("Zürich", "CH", "City", 430_000), "1011419": ("Warsaw", "PL", "City", 1_860_000),
    "1023191": ("New York", "US", "City", 8_300_000), "1013962": ("Los Angeles", "US", "City", 3_900_000),
    "1009293": ("Tokyo", "JP", "City", 14_000_000),
}  # fmt: skip

PLACES = {
    str(2_000 + number): Location(str(2_000 + number), name, code, "Country", name, people)
    for code, (number, name, people) in _COUNTRIES.items()
}
PLACES |= {
    number: Location(
        number, name, code, kind, f"{name},{_COUNTRIES[code][1]}", people, str(2_000 + _COUNTRIES[code][0])
    )
    for number, (name, code, kind, people) in _INSIDE.items()
}


def country_of(number: str) -> str:
    return PLACES[number].country if number in PLACES else ""

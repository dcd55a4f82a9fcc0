"""The map and the words of the sandbox's Meta: places, interests and languages with keys, as its targeting search gives
them. The keys are the sandbox's own; only their shapes are Meta's."""

from dataclasses import dataclass

_CITIES = """
    IE Leinster: Dublin, Kilkenny, Drogheda | Munster: Cork, Limerick, Waterford, Killarney | Connacht: Galway, Sligo
    GB England: London, Manchester, Bristol, Leeds, York, Brighton | Scotland: Edinburgh, Glasgow | Wales: Cardiff, Swansea
    DE Berlin: Berlin | Hamburg: Hamburg | Bavaria: Munich, Nuremberg | Hesse: Frankfurt | North Rhine-Westphalia: Cologne, Bonn
    AT Vienna: Vienna | Styria: Graz | Salzburg: Salzburg
    CH Zürich: Zürich | Geneva: Geneva | Bern: Bern
    FR Île-de-France: Paris | Provence: Marseille, Nice | Brittany: Rennes
    ES Madrid: Madrid | Catalonia: Barcelona, Girona | Andalusia: Seville
    IT Lazio: Rome | Lombardy: Milan | Tuscany: Florence
    NL North Holland: Amsterdam | South Holland: Rotterdam, The Hague
    BE Brussels: Brussels | Flanders: Ghent, Antwerp
    PT Lisbon: Lisbon | Porto: Porto
    PL Masovia: Warsaw | Lesser Poland: Kraków
    SE Stockholm: Stockholm | Skåne: Malmö
    DK Capital Region: Copenhagen
    NO Oslo: Oslo
    FI Uusimaa: Helsinki
    US New York: New York, Buffalo | California: Los Angeles, San Francisco | Illinois: Chicago | Massachusetts: Boston, Dublin
    CA Ontario: Toronto, Ottawa | Quebec: Montreal
    AU New South Wales: Sydney | Victoria: Melbourne
    JP Tokyo: Tokyo | Osaka: Osaka
"""
_ZIPS = (
    "IE:D01 IE:D02 IE:T12 GB:SW1A GB:M1 GB:EH1 DE:10115 DE:80331 FR:75001 NL:1011 US:94304 US:10001 US:02108".split()
)
_COUNTRIES = {
    "IE": "Ireland", "GB": "United Kingdom", "DE": "Germany", "AT": "Austria", "CH": "Switzerland", "FR": "France",
    "ES": "Spain", "IT": "Italy", "NL": "Netherlands", "BE": "Belgium", "PT": "Portugal", "PL": "Poland", "SE": "Sweden",
    "DK": "Denmark", "NO": "Norway", "FI": "Finland", "US": "United States", "CA": "Canada", "AU": "Australia", "JP": "Japan",
}  # fmt: skip
_INTERESTS = """
    Food and drink: Baking, Bread, Cakes, Coffee, Cooking, Pastry, Restaurants, Tea, Vegetarianism, Wine
    Shopping and fashion: Boutiques, Clothing, Jewelry, Online shopping, Shoes
    Hobbies and activities: Crafts, Drawing, Gardening, Photography, Pottery, Reading, Travel
    Sports and outdoors: Cycling, Hiking, Running, Surfing, Swimming, Yoga
    Family and relationships: Family, Parenting, Weddings
    Business and industry: Entrepreneurship, Marketing, Retail, Small business
    Entertainment: Books, Concerts, Festivals, Music, Theatre
    Technology: Mobile phones, Software, Video games
"""
LOCALES = {
    1001: "English (All)", 6: "English (US)", 24: "English (UK)", 5: "German", 1003: "French (All)", 9: "French (France)",
    44: "French (Canada)", 1002: "Spanish (All)", 7: "Spanish (Spain)", 23: "Spanish", 10: "Italian", 14: "Dutch",
    16: "Portuguese (Brazil)", 31: "Portuguese (Portugal)", 18: "Swedish", 3: "Danish", 13: "Norwegian (bokmal)", 15: "Polish",
    12: "Korean", 11: "Japanese", 17: "Russian", 19: "Turkish", 20: "Simplified Chinese (China)", 28: "Arabic",
    84: "Irish", 4: "Finnish", 52: "Ukrainian", 2: "Czech", 30: "Hungarian", 39: "Greek",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place. `key` is a word for countries, digits for cities and regions."""

    kind: str
    key: str
    name: str
    country: str
    region: str = ""
    region_key: str = ""


def _draw_map() -> dict[tuple[str, str], Spot]:
    spots = [Spot("country", code, name, code) for code, name in _COUNTRIES.items()]
    spots += [Spot("zip", key, key.partition(":")[2], key[:2]) for key in _ZIPS]
    number = 0
    for line in filter(None, map(str.strip, _CITIES.splitlines())):
        code, _, rest = line.partition(" ")
        for part in rest.split("|"):
            region, _, cities = part.strip().partition(":")
            number += 1
            region_key = str(1_000 + number * 7)
            spots.append(Spot("region", region_key, region, code))
            for place, city in enumerate(cities.split(","), 1):
                key = str(770_000 + number * 130 + place)
                spots.append(Spot("city", key, city.strip(), code, region, region_key))
    return {(spot.kind, spot.key): spot for spot in spots}


def _list_interests() -> dict[str, tuple[str, str, int]]:
    """Return (name, topic, people) by id."""
    found = {}
    for line in filter(None, map(str.strip, _INTERESTS.splitlines())):
        topic, _, names = line.partition(":")
        for name in names.split(","):
            number = len(found) + 1
            found[f"60030{number * 7919:08d}"] = (name.strip(), topic, 1_200_000 * (number % 9 + 1))
    return found


MAP = _draw_map()
INTERESTS = _list_interests()


def country_name(code: str) -> str:
    return _COUNTRIES.get(code, code)

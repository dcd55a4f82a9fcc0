"""Which time zones, currencies and locales an organisation may choose."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_name, list_currencies


@lru_cache(maxsize=1)
def time_zones() -> list[str]:
    """Return the zones by their names: UTC first, then those of a region (Europe/Dublin)."""
    regions = "Africa America Antarctica Asia Atlantic Australia Europe Indian Pacific".split()
    prefixes = tuple(f"{region}/" for region in regions)
    return ["UTC", *sorted(zone for zone in available_timezones() if zone.startswith(prefixes))]


@lru_cache(maxsize=1)
def currencies() -> dict[str, str]:
    """Return the currencies in use today, by code: the ones that ad accounts come in."""
    return {code: get_currency_name(code, locale="en") for code in sorted(list_currencies("en")) if _is_current(code)}


@lru_cache(maxsize=1)
def locales() -> dict[str, str]:
    """Return the locales with a territory, by tag (en-IE), with their English names."""
    found = {}
    for identifier in locale_identifiers():
        locale = Locale.parse(identifier)
        if locale.territory and locale.territory.isalpha() and not locale.variant:
            found[identifier.replace("_", "-")] = locale.get_display_name("en") or identifier
    return dict(sorted(found.items(), key=lambda item: item[1]))


def problems(**place: str) -> dict[str, str]:
    """Return what is wrong, by field."""
    found = {}
    if "time_zone" in place and place["time_zone"] not in time_zones():
        found["time_zone"] = "This time zone is not known. Choose one from the list, such as Europe/Dublin."
    if "currency" in place and place["currency"] not in currencies():
        found["currency"] = "This currency is not known. Use its three letters, such as EUR."
    if "locale" in place and place["locale"] not in locales():
        found["locale"] = "This way of writing numbers is not known. Choose one from the list, such as en-IE."
    return found


@lru_cache(maxsize=512)
def _is_current(code: str) -> bool:
    return any(
        entry[0] == code and entry[2] is None and entry[3]
        for use in get_global("territory_currencies").values()
        for entry in use
    )

"""Currencies as Meta counts them: the offset between main units and its own minor units, and a price level.

Meta's offset is 100, except 1 for the currencies below; this is not ISO 4217 (TWD, HUF, IDR, COP and CRC are 1,
BHD and JOD are 100). Source: platform facts, section A5.
"""

_WHOLE = frozenset("CLP COP CRC HUF ISK IDR JPY KRW PYG TWD VND".split())

# units that buy what one euro buys, roughly; only plausible sizes matter
_LEVELS = {
    "EUR": 1.0, "USD": 1.1, "GBP": 0.87, "CHF": 0.95, "SEK": 11.3, "NOK": 11.7, "DKK": 7.46, "PLN": 4.3, "CZK": 25.0,
    "HUF": 395.0, "JPY": 162.0, "KRW": 1500.0, "TWD": 35.0, "CLP": 1030.0, "COP": 4500.0, "CRC": 560.0, "ISK": 150.0,
    "IDR": 17500.0, "PYG": 8200.0, "VND": 27500.0, "CAD": 1.5, "AUD": 1.66, "NZD": 1.8, "BRL": 6.0, "MXN": 20.0,
    "INR": 91.0, "ZAR": 20.0, "BHD": 0.41, "JOD": 0.77, "AED": 4.0, "SGD": 1.45, "HKD": 8.5, "ILS": 4.0, "TRY": 37.0,
    "RON": 5.0, "BGN": 1.96,
}  # fmt: skip


def is_known(currency: str) -> bool:
    return currency in _LEVELS


def list_known() -> list[str]:
    return sorted(_LEVELS)


def offset(currency: str) -> int:
    """Return how many of Meta's minor units make one main unit: 100 or 1."""
    return 1 if currency in _WHOLE else 100


def minor_micros(currency: str) -> int:
    """Return one of Meta's minor units in micros of the main unit."""
    return 1_000_000 // offset(currency)


def price_level(currency: str) -> float:
    return _LEVELS.get(currency, 1.0)


def minimum_daily(currency: str) -> int:
    """Return the least daily budget in Meta's minor units: about one euro, rounded to a tidy figure."""
    least = price_level(currency) * offset(currency)
    step = 10 ** max(0, len(str(int(least))) - 2)
    return max(1, round(least / step) * step)


def decimal(micros: int, currency: str) -> str:
    """Write micros as Meta reports money: a decimal string in main units."""
    if offset(currency) == 1:
        return str(micros // 1_000_000)
    sign, micros = ("-", -micros) if micros < 0 else ("", micros)
    text = f"{sign}{micros // 1_000_000}.{micros % 1_000_000 // 10_000:02d}"
    return text.rstrip("0").rstrip(".")

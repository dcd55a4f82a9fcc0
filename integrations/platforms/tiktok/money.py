"""Money between TikTok and the house. TikTok's wire speaks floats in main units; in here it is integers and Decimal.

A float goes out only at the very edge, made from an exact decimal of at most two places, which JSON then writes as that
decimal. Reports come as decimal strings, or `-`. Least budgets: TikTok's page "Budget verification ratio and value range
for each currency" (50 a campaign, 20 an ad group, times the currency's ratio), read in a copy; a currency that it does
not list is taken as 1, and TikTok then says. A daily budget may be passed by a quarter on a day, never in a week.
"""

from decimal import ROUND_CEILING, Decimal, InvalidOperation

from integrations.currencies import problem_of
from integrations.errors import InvalidRequest
from integrations.types import Platform
from tenants.formats import minor_digits

MICROS = 1_000_000
NOTHING = (None, "", "-")
CAMPAIGN_LEAST, AD_GROUP_LEAST, MOST = 50, 20, 10_000_000
_RATIOS = {
    4: "PLN",
    10: "HKD ZAR DKK SEK NOK TRY MXN THB CNY BOB CZK EGP GTQ HNL MOP TWD NIO UAH UYU",
    50: "PHP",
    100: "JPY RUB DZD BDT ISK INR KES NGN PKR",
    1_000: "KRW CLP COP CRC",
    10_000: "IDR PYG VND",
}
_RATIO = {currency: ratio for ratio, listed in _RATIOS.items() for currency in listed.split()}


def least_minor(currency: str, base: int) -> int:
    """Return a least budget in minor units: `base` times the currency's ratio."""
    return int(Decimal(base * _RATIO.get(currency, 1)).scaleb(minor_digits(currency)))


def to_tiktok(amount_minor: int, currency: str, field: str = "daily_budget_minor") -> float:
    """Return an amount as TikTok takes it; raises InvalidRequest where TikTok cannot say it."""
    if text := problem_of(amount_minor, Platform.TIKTOK, currency):
        raise InvalidRequest(text, fields={field: text})
    return float(Decimal(amount_minor).scaleb(-minor_digits(currency)))


def from_tiktok(amount: float | str | None, currency: str) -> int | None:
    """Return an amount in minor units, rounded up; None and 0 mean that there is none."""
    exact = _number(amount)
    if not exact:
        return None
    return int(exact.scaleb(minor_digits(currency)).to_integral_value(ROUND_CEILING))


def to_micros(amount: str | None) -> int:
    """Return a reported amount in micros; `-` means that there is none. Raises ValueError for what is no number."""
    return int((_number(amount) * MICROS).to_integral_value())


def read_count(text: str | None) -> Decimal:
    """Return a reported count; `-` means that there is none."""
    return _number(text)


def say(amount_minor: int, currency: str) -> str:
    """Write an amount for a sentence: 50 EUR."""
    exact = Decimal(amount_minor).scaleb(-minor_digits(currency))
    return f"{exact:,f}".removesuffix(".00") + f" {currency}"


def _number(value: float | str | None) -> Decimal:
    if value in NOTHING:
        return Decimal(0)
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {value!r}") from error

"""The least step of an amount: Meta and TikTok count some currencies in whole units that have decimals elsewhere. Pure.

That is not ISO 4217: HUF and TWD are whole here, BHD and JOD hundredths. Sources: for Meta
https://developers.facebook.com/docs/marketing-api/currencies; for TikTok its page "Budget verification ratio and value
range for each currency", read in a copy. Of Google no list was found: there its own refusal is shown.
"""

from collections.abc import Mapping

from integrations.naming import NAMES
from integrations.types import Platform
from tenants.formats import minor_digits

WHOLE: Mapping[Platform, frozenset[str]] = {
    Platform.META: frozenset("CLP COP CRC HUF ISK IDR JPY KRW PYG TWD VND".split()),
    Platform.TIKTOK: frozenset("JPY KRW HUF CLP ISK IDR TWD PYG VND".split()),
}


def step_minor(platform: Platform, currency: str) -> int:
    """Return of how many ISO minor units an amount must be a multiple: 100 for HUF on Meta, 10 for BHD, else 1."""
    if platform not in WHOLE:
        return 1
    digits = 0 if currency in WHOLE[platform] else 2
    return 10 ** max(minor_digits(currency) - digits, 0)


def problem_of(amount_minor: int, platform: Platform, currency: str) -> str:
    """Return why a platform cannot say an amount of ISO minor units, or "" where it can."""
    if amount_minor % step_minor(platform, currency) == 0:
        return ""
    least = "whole amounts" if currency in WHOLE[platform] else "two decimals"
    return f"{NAMES[platform]} takes {least} in {currency}. Choose an amount without the rest."

"""The organisation's rules for changes, and what its money is worth in other currencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from campaigns.models import AccountCeiling, CurrencyRate, Policy
from tenants import formats, place


class NoRate(LookupError):
    """Between two currencies no rate is known; `currency` is the one that lacks it."""

    def __init__(self, currency: str):
        self.currency = currency
        super().__init__(currency)


@dataclass(frozen=True, slots=True)
class Rates:
    """What one unit of each currency is worth, all in the same (unnamed) currency, on `day`."""

    worth: Mapping[str, Decimal]
    day: date | None = None

    def convert(self, amount_minor: int, currency: str, to: str, *, is_up: bool = True) -> int:
        """Return an amount in minor units of another currency, rounded up (or down); raises NoRate."""
        if currency == to:
            return amount_minor
        for one in (currency, to):
            if one not in self.worth:
                raise NoRate(one)
        exact = formats.from_minor(amount_minor, currency) * self.worth[currency] / self.worth[to]
        rounding = ROUND_CEILING if is_up else ROUND_FLOOR
        return int(exact.scaleb(formats.minor_digits(to)).to_integral_value(rounding))

    def add_up(self, amounts: Mapping[str, int], to: str) -> int:
        """Return the sum of amounts in minor units by currency, rounded up for each; raises NoRate."""
        return sum(self.convert(amount, currency, to) for currency, amount in amounts.items())


def get_policy() -> Policy:
    """Return the organisation's rules; those of one that never touched them bound nothing."""
    return Policy.objects.select_related("stop_set").filter(pk=1).first() or Policy(pk=1)


def currency_of(policy: Policy) -> str:
    """Return the currency of the policy's amounts: the one that they were written in."""
    return getattr(policy, "currency", "") or place.current().currency


def get_ceilings() -> dict[int, int]:
    """Return the ceilings of ad accounts that have one, a day, in minor units of each one's currency, by key."""
    return dict(AccountCeiling.objects.values_list("account_id", "daily_ceiling_minor"))


def get_rates() -> Rates:
    """Return what currencies are worth, as last set; one query."""
    rows = list(CurrencyRate.objects.values_list("currency", "rate", "rate_date"))
    return Rates({currency: rate for currency, rate, _ in rows}, min((day for _, _, day in rows), default=None))

"""What is committed a day beside its ceilings: for the page of limits, the builder's total, the API."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import integrations.selectors
from campaigns.models import Policy
from campaigns.selectors.commitments.book import Book
from campaigns.selectors.commitments.reading import read_book
from campaigns.selectors.policy import NoRate, currency_of, get_ceilings, get_policy, get_rates


@dataclass(frozen=True, slots=True)
class Committed:
    """What may be spent a day at most, changes under way included; minor units of `currency`. None: no ceiling."""

    currency: str
    amount_minor: int
    ceiling_minor: int | None = None
    account: Any = None

    @property
    def left_minor(self) -> int | None:
        """Return what is left below the ceiling, at least 0."""
        return None if self.ceiling_minor is None else max(self.ceiling_minor - self.amount_minor, 0)

    @property
    def share_ratio(self) -> Decimal | None:
        """Return how much of the ceiling is taken, 0–1 and beyond; None without a ceiling."""
        return Decimal(self.amount_minor) / self.ceiling_minor if self.ceiling_minor else None

    @property
    def is_over(self) -> bool:
        """Return whether more is committed than the ceiling allows: it was lowered, or a platform's value was kept."""
        return self.ceiling_minor is not None and self.amount_minor > self.ceiling_minor


@dataclass(frozen=True, slots=True)
class Commitments:
    """All together (None where a currency has no rate: `lacking`), and account by account."""

    together: Committed | None
    accounts: list[Committed]
    lacking: str = ""


def list_commitments(*, now: datetime, book: Book | None = None, policy: Policy | None = None) -> Commitments:
    """Return what the connected accounts are committed to, in the order of their platforms and names.

    `book` is that of all accounts, `policy` the organisation's, where they were read already.
    """
    policy, ceilings, book = policy or get_policy(), get_ceilings(), book or read_book(now=now)
    accounts = list(integrations.selectors.list_ad_accounts().order_by("platform", "name", "pk"))
    rows = [
        Committed(account.currency, book.of_account(account.pk), ceilings.get(account.pk), account)
        for account in accounts
    ]
    currency = currency_of(policy)
    try:
        total = get_rates().add_up(book.by_currency(), currency)
    except NoRate as error:
        return Commitments(None, rows, error.currency)
    return Commitments(Committed(currency, total, policy.daily_ceiling_minor), rows)

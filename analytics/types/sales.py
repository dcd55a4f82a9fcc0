"""A business's own sales, on their way in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class GivenSale:
    """An order as somebody wrote it; `line` is where: a line of a file, or the place in a list, from 1 on."""

    line: int
    order_id: Any
    time: Any
    value: Any
    currency: Any


@dataclass(frozen=True, slots=True)
class SaleRow:
    """An order that was looked over. `day` is the organisation's; `value_minor` is in the currency's smallest unit."""

    order_id: str
    sold_at: datetime
    day: date
    value_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class WrongLine:
    """Why a line was left out."""

    line: int
    field: str
    text: str

    def as_values(self) -> dict:
        """Return it as it is kept and answered."""
        return {"line": self.line, "field": self.field, "text": self.text}

"""Read a call's fields strictly, as TikTok's schemas do: a wrong type is refused, ids are strings, times UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from . import errors

_TIME = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Fields:
    """`prefix` is where these fields lie in the call, for the words of a refusal."""

    data: dict[str, Any]
    prefix: str = ""

    def has(self, name: str) -> bool:
        return self.data.get(name) is not None

    def label(self, name: str) -> str:
        return f"{self.prefix}{name}"

    def text(self, name: str, default: str = "") -> str:
        value = self.data.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            raise errors.wrong(self.label(name), "Not a valid string.")
        return value

    def require(self, name: str) -> str:
        if not self.text(name).strip():
            raise errors.missing(self.label(name))
        return self.text(name)

    def choice(self, name: str, allowed: Iterable[str], default: str = "") -> str:
        value, words = self.text(name, default), list(allowed)
        if value and value not in words:
            raise errors.not_one_of(self.label(name), words)
        return value

    def require_choice(self, name: str, allowed: Iterable[str]) -> str:
        self.require(name)
        return self.choice(name, allowed)

    def flag(self, name: str, default: bool | None = None) -> bool | None:
        value = self.data.get(name)
        if value is None:
            return default
        if isinstance(value, str) and value.lower() in ("true", "false"):  # a query knows no booleans
            return value.lower() == "true"
        if not isinstance(value, bool):
            raise errors.wrong(self.label(name), "Not a valid boolean.")
        return value

    def number(self, name: str) -> Decimal | None:
        """Return an amount of at most two decimals, or None."""
        value = self.data.get(name)
        if value is None:
            return None
        try:
            exact = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
        except InvalidOperation:
            exact = Decimal("NaN")
        if not exact.is_finite():
            raise errors.wrong(self.label(name), "Not a valid number.")
        if exact != exact.quantize(Decimal("0.01")):
            raise errors.wrong(self.label(name), "At most two decimals.")
        return exact

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        value = self.data.get(name, default)
        if isinstance(value, bool) or not str(value).isdigit():
            raise errors.wrong(self.label(name), "Not a valid integer.")
        if not least <= int(value) <= most:
            raise errors.wrong(self.label(name), f"Must be between {least} and {most}.")
        return int(value)

    def listed(self, name: str, *, least: int = 0, most: int = 1000) -> list[Any]:
        value = self.data.get(name)
        if value is None and least:
            raise errors.missing(self.label(name))
        value = [] if value is None else value
        if not isinstance(value, list):
            raise errors.wrong(self.label(name), "Not a valid list.")
        if not least <= len(value) <= most:
            raise errors.wrong(self.label(name), f"Length must be between {least} and {most}.")
        return value

    def texts(self, name: str, *, least: int = 0, most: int = 1000) -> list[str]:
        """Return a list of strings: ids are strings, never numbers."""
        found = self.listed(name, least=least, most=most)
        if any(not isinstance(value, str) for value in found):
            raise errors.wrong(self.label(name), "Every element must be a valid string.")
        return found

    def part(self, name: str) -> "Fields":
        """Return an object inside this one; an empty one where it is absent."""
        value = self.data.get(name)
        if value is not None and not isinstance(value, dict):
            raise errors.wrong(self.label(name), "Not a valid object.")
        return Fields(value or {}, f"{self.label(name)}.")

    def parts(self, name: str, *, least: int = 0, most: int = 1000) -> list["Fields"]:
        found = self.listed(name, least=least, most=most)
        if any(not isinstance(value, dict) for value in found):
            raise errors.wrong(self.label(name), "Every element must be a valid object.")
        return [Fields(value, f"{self.label(name)}.{number}.") for number, value in enumerate(found)]

    def moment(self, name: str) -> float | None:
        """Return a moment given in UTC without a zone, in seconds since 1970."""
        if not self.text(name):
            return None
        try:
            return datetime.strptime(self.text(name), _TIME).replace(tzinfo=UTC).timestamp()
        except ValueError:
            raise errors.wrong(self.label(name), "Not a valid datetime, the format is YYYY-MM-DD HH:MM:SS.") from None


def show_moment(seconds: float) -> str:
    """Write a moment as TikTok does: UTC, without a zone."""
    return datetime.fromtimestamp(seconds, UTC).strftime(_TIME)

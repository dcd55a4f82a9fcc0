"""Reading an address: every part is looked over, and everything that is wrong is told by its field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs
from uuid import UUID

from analytics.tables.columns import COLUMNS
from analytics.tables.spec import MOST_CAMPAIGNS, MOST_OWN, MOST_SPLITS, OWN, PERIOD, TableSpec
from analytics.types import ASSETS, ELEMENTS, Split
from integrations.types import Platform
from tenants import places
from tenants.errors import Invalid


def read_spec(parameters: Mapping[str, Sequence[str]] | str, **usual) -> TableSpec:
    """Return what an address asks for; `usual` holds what holds where it says nothing.

    `parameters` is the text after the question mark, or its values by name. Names that no table knows are left alone.
    Raises Invalid by field.
    """
    lists = parse_qs(parameters) if isinstance(parameters, str) else parameters
    return _Reader({name: [value for value in values if value] for name, values in lists.items()}).read(usual)


def is_own(key: str) -> bool:
    """Return whether a column is one of the organisation's own figures, by its id."""
    return key.startswith(OWN) and _is_id(key.removeprefix(OWN))


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


class _Reader:
    """Reads one address, and collects everything that is wrong with it."""

    def __init__(self, lists: Mapping[str, Sequence[str]]):
        self.lists = lists
        self.problems: dict[str, str] = {}

    def read(self, usual: dict) -> TableSpec:
        """Return the question. Raises Invalid."""
        spec = TableSpec(**usual)
        said = {name: self._last(name) for name in PERIOD if self._last(name)}
        if said.keys() & {"period", "since", "until"}:
            said = {"period": "", "since": "", "until": "", **said}
        found = {
            **said,
            "by": self._splits(spec.by),
            "currency": self._currency(spec.currency),
            "as_of": self._moment("as_of"),
            "account": self._id("account"),
            "part": self._part(),
            "platform": self._platform(),
            "campaigns": tuple(dict.fromkeys(self._ids("campaign", MOST_CAMPAIGNS))) or spec.campaigns,
            "maturity": self._last("maturity") in ("1", "true", "on") or spec.maturity,
            "columns": self._columns(spec.columns),
            "own": tuple(dict.fromkeys(self._ids("own", MOST_OWN))),
            "sort": self._sort(spec.sort),
        }
        if self.problems:
            raise Invalid(self.problems)
        return replace(spec, **found)

    def _last(self, name: str) -> str:
        return (self.lists.get(name) or [""])[-1].strip()

    def _splits(self, usual: tuple[Split, ...]) -> tuple[Split, ...]:
        words = self.lists.get("by") or []
        known = [Split(word) for word in words if word in tuple(Split)]
        if len(known) < len(words):
            self.problems["by"] = f"Choose from {', '.join(Split)}."
        elif len(set(known)) < len(known):
            self.problems["by"] = "Name each split once."
        elif len(known) > MOST_SPLITS:
            self.problems["by"] = f"Up to {MOST_SPLITS} splits at once."
        return tuple(known) or usual

    def _currency(self, usual: str) -> str:
        said = (self.lists.get("currency") or [""])[-1]
        if said and said not in places.currencies():
            self.problems["currency"] = "There is no such currency today. Write its three letters, as EUR."
        return said or usual

    def _platform(self) -> str:
        said = self._last("platform")
        if said and said not in tuple(Platform):
            self.problems["platform"] = f"Choose from {', '.join(Platform)}."
        return said

    def _part(self) -> str:
        said = self._last("part")
        kind, _, key = said.partition(":")
        if said and (kind not in ELEMENTS or not key or "\0" in key):
            self.problems["part"] = (
                f"Write {', '.join(ELEMENTS[:-1])} or {ELEMENTS[-1]}, a colon, and which, as tag:winter."
            )
        elif kind in ASSETS and not _is_id(key):
            self.problems["part"] = "Of pictures and videos write the id, as the library has it."
        return said

    def _moment(self, name: str) -> datetime | None:
        said = self._last(name)
        if not said:
            return None
        try:
            moment = datetime.fromisoformat(said.replace(" ", "+"))  # a plus sign in an address reads as a space
        except ValueError:
            moment = None
        if moment is None or moment.utcoffset() is None or not 2000 <= moment.year < 2100:
            self.problems[name] = "Write a moment with its time zone, as 2026-11-20T08:00:00Z."
            return None
        return moment.astimezone(UTC)

    def _id(self, name: str) -> UUID | None:
        found = self._ids(name, MOST_OWN)
        return found[-1] if found else None

    def _ids(self, name: str, most: int) -> list[UUID]:
        try:
            found = [UUID(value) for value in self.lists.get(name) or []]
        except ValueError:
            self.problems[name] = "This is no id."
            return []
        if len(found) > most:
            self.problems[name] = f"Up to {most} at once."
        return found

    def _columns(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        words = tuple(dict.fromkeys(self.lists.get("column") or []))
        if unknown := [word for word in words if word not in COLUMNS]:
            self.problems["column"] = f"There is no column {unknown[0][:40]}. There are: {', '.join(COLUMNS)}."
        return words or usual

    def _sort(self, usual: str) -> str:
        said = self._last("sort")
        key = said.removeprefix("-")
        if said and key not in COLUMNS and not is_own(key):
            self.problems["sort"] = f"Sort by one of {', '.join(COLUMNS)}, or by nothing."
        return said or usual

"""GAQL parsed: SELECT … FROM … WHERE … ORDER BY … LIMIT … PARAMETERS …"""

from dataclasses import dataclass, field

from .gaql_reader import Reader
from .gaql_words import cut, refuse

_SIGNS = ("=", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Condition:
    """`operator` in capitals (`NOT IN`, `CONTAINS ANY`, `IS NULL` …); `values` as written, without quotes."""

    field: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class Query:
    select: list[str] = field(default_factory=list)
    resource: str = ""
    where: list[Condition] = field(default_factory=list)
    order: list[tuple[str, bool]] = field(default_factory=list)
    """(field, descending)"""
    limit: int | None = None


def parse(text: str) -> Query:
    """Parse a query; raises QueryError."""
    reader = _Clauses(cut(text))
    query = Query()
    reader.need("SELECT", "EXPECTED_SELECT")
    query.select = reader.names()
    reader.need("FROM", "EXPECTED_FROM")
    query.resource = reader.name("BAD_RESOURCE_TYPE_IN_FROM_CLAUSE")
    if reader.take("WHERE"):
        query.where = [reader.condition()]
        while reader.take("AND"):
            query.where.append(reader.condition())
    if reader.take("ORDER"):
        reader.need("BY", "EXPECTED_BY")
        query.order = reader.orderings()
    if reader.take("LIMIT"):
        query.limit = reader.limit()
    if reader.take("PARAMETERS"):
        reader.parameters()
    reader.end()
    return query


class _Clauses(Reader):
    def condition(self) -> Condition:
        name, operator = self.name(), self.operator()
        if operator.endswith("NULL"):
            return Condition(name, operator)
        if operator == "BETWEEN":
            low = self.value()
            self.need("AND", "EXPECTED_AND")
            return Condition(name, operator, (low, self.value()))
        if operator.endswith(" IN") or operator == "IN" or operator.startswith("CONTAINS"):
            return Condition(name, operator, self.values())
        return Condition(name, operator, (self.value(),))

    def operator(self) -> str:
        word = self.next()
        if word.text in _SIGNS:
            return word.text
        first = word.text.upper()
        if first == "IS":
            middle = "NOT " if self.take("NOT") else ""
            self.need("NULL", "BAD_OPERATOR")
            return f"IS {middle}NULL"
        if first == "CONTAINS":
            return f"CONTAINS {self.one_of('ANY', 'ALL', 'NONE')}"
        if first == "NOT":
            return f"NOT {self.one_of('IN', 'LIKE', 'REGEXP_MATCH')}"
        if first in ("IN", "LIKE", "BETWEEN", "DURING", "REGEXP_MATCH"):
            return first
        raise refuse("BAD_OPERATOR", f"invalid operator {word.text!r}.")

    def orderings(self) -> list[tuple[str, bool]]:
        found = [self.ordering()]
        while self.take(","):
            found.append(self.ordering())
        return found

    def ordering(self) -> tuple[str, bool]:
        name = self.name()
        down = self.take("DESC")
        if not down:
            self.take("ASC")
        return name, down

    def limit(self) -> int:
        word = self.next()
        if not word.text.isdigit():
            raise refuse("BAD_LIMIT_VALUE", f"invalid limit {word.text!r}.")
        if int(word.text) < 1:
            raise refuse("LIMIT_VALUE_TOO_LOW", "the limit must be at least 1.")
        return int(word.text)

    def parameters(self) -> None:
        """Read `name = value` pairs; the ones that exist (include_drafts, omit_unselected_resource_names) change nothing
        here."""
        while True:
            name = self.name("BAD_PARAMETER_NAME")
            if name not in ("include_drafts", "omit_unselected_resource_names"):
                raise refuse("BAD_PARAMETER_NAME", f"unknown parameter {name!r}.")
            self.need("=", "BAD_OPERATOR")
            if self.value().lower() not in ("true", "false"):
                raise refuse("BAD_PARAMETER_VALUE", f"the value of {name!r} must be true or false.")
            if not self.take(","):
                return

    def end(self) -> None:
        word = self.peek()
        if word is not None:
            raise refuse("UNEXPECTED_INPUT", f"unexpected input {word.text!r}.")

"""Fewer statements for the same schema: identities, primary keys and unique constraints stand in their CREATE TABLE.

That halves the time of a replay, and Citus refuses to add an identity afterwards. Foreign keys stay apart, one a statement: their tables
may come in any order, and Citus takes them so.
"""

import re

from tenants.provisioning.errors import DumpFailed

_IDENTITY = re.compile(
    r"ALTER TABLE (?P<table>\S+) ALTER COLUMN (?P<column>\S+) ADD GENERATED (?P<kind>BY DEFAULT|ALWAYS) AS IDENTITY \("
    r"\s*SEQUENCE NAME \S+\s+START WITH 1\s+INCREMENT BY 1\s+NO MINVALUE\s+NO MAXVALUE\s+CACHE 1\s*\)"
)
_CONSTRAINT = re.compile(
    r"ALTER TABLE ONLY (?P<table>\S+)\s+ADD (?P<constraint>CONSTRAINT \S+ (?:PRIMARY KEY|UNIQUE)\b.*)", re.DOTALL
)
_CREATE = re.compile(r"CREATE TABLE (?P<table>\S+) \(.*\n\)", re.DOTALL)


def compact(statements: list[str]) -> list[str]:
    """Return the statements with what was added to a table standing in it. Raises DumpFailed when the table is not there."""
    tables: dict[str, str] = {}
    kept: list[str] = []
    for statement in statements:
        if match := _CREATE.fullmatch(statement):
            tables[match["table"]] = statement
            kept.append(match["table"])
        elif match := _IDENTITY.fullmatch(statement):
            tables[match["table"]] = _with_identity(_find(tables, match), match)
        elif match := _CONSTRAINT.fullmatch(statement):
            tables[match["table"]] = f"{_find(tables, match)[:-2]},\n    {match['constraint']}\n)"
        else:
            kept.append(statement)
    return [tables.get(entry, entry) for entry in kept]


def _find(tables: dict[str, str], match: re.Match) -> str:
    if match["table"] not in tables:
        raise DumpFailed(f"{match['table']} is altered before it is made.")
    return tables[match["table"]]


def _with_identity(create_table: str, identity: re.Match) -> str:
    column = rf"(\n\s*{re.escape(identity['column'])} (?:bigint|integer|smallint) NOT NULL)"
    text, found = re.subn(column, rf"\1 GENERATED {identity['kind']} AS IDENTITY", create_table, count=1)
    if not found:
        raise DumpFailed(f"The identity column {identity['column']} was not found in {identity['table']}.")
    return text

"""Pieces of Google's query language. Pure."""

from collections.abc import Sequence


def quote(text: str) -> str:
    """Return a text as a GAQL literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def select(fields: Sequence[str], resource: str, *conditions: str, order: str = "", limit: int = 0) -> str:
    """Return a query."""
    query = f"SELECT {', '.join(fields)} FROM {resource}"  # noqa: S608 - GAQL only reads, and texts are quoted
    if conditions:
        query += f" WHERE {' AND '.join(conditions)}"
    if order:
        query += f" ORDER BY {order}"
    return f"{query} LIMIT {limit}" if limit else query


def contains(field: str, words: str) -> str:
    """Return a condition: the field holds the words, whatever their case; signs with a meaning of their own are taken out."""
    plain = "".join(" " if sign in "[]%_" else sign for sign in words).strip()
    return f"{field} LIKE {quote(f'%{plain}%')}"

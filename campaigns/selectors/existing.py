"""Asking of several sets of rows at once whether they hold any."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

Text = tuple[str, tuple[Any, ...]]
"""A query and its values: what never changes of it need be written only once a process."""


def write_query(rows: QuerySet) -> Text:
    """Return the query that finds the rows."""
    return rows.order_by().values("pk").query.sql_with_params()


def which_exist(**sets: QuerySet | Text) -> set[str]:
    """Return the names of the querysets that hold a row; one query. For what is rarely there, to be read only then."""
    parts = {name: rows if isinstance(rows, tuple) else write_query(rows) for name, rows in sets.items()}
    with connection.cursor() as cursor:
        columns = ", ".join(f"EXISTS ({text})" for text, _ in parts.values())
        cursor.execute(f"SELECT {columns}", [value for _, values in parts.values() for value in values])
        return {name for name, found in zip(parts, cursor.fetchone(), strict=True) if found}

"""Asking of several sets of rows at once whether they hold any."""

from django.db import connection
from django.db.models import QuerySet


def which_exist(**sets: QuerySet) -> set[str]:
    """Return the names of the querysets that hold a row; one query. For what is rarely there, to be read only then."""
    parts = {name: rows.order_by().values("pk").query.sql_with_params() for name, rows in sets.items()}
    with connection.cursor() as cursor:
        columns = ", ".join(f"EXISTS ({text})" for text, _ in parts.values())
        cursor.execute(f"SELECT {columns}", [value for _, values in parts.values() for value in values])
        return {name for name, found in zip(parts, cursor.fetchone(), strict=True) if found}

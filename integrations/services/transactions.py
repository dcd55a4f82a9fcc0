"""No platform is called while a transaction is open: an answer may take half a minute."""

from django.db import connection as database


def refuse_inside_transaction() -> None:
    """Raise RuntimeError inside a database transaction; the one that a test case opens does not count."""
    if any(not getattr(block, "_from_testcase", False) for block in database.atomic_blocks):
        raise RuntimeError("A platform was called inside a database transaction.")

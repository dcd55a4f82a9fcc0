"""Turn pg_dump's text of the template schema into statements that can be replayed under another name.

The schema's name is replaced only where it is a name (an identifier before a dot, or after SCHEMA), never inside data or a longer word.
"""

import os
import re
import shutil
import subprocess

from django.db import connection

from tenants.provisioning import compacting
from tenants.provisioning.errors import DumpFailed

PLACEHOLDER = "{schema}"
_TOKEN = re.compile(
    r"""(?P<text>(?:\b[eE])?'(?:[^']|'')*') | (?P<dollar>\$(\w*)\$.*?\$\3\$) | (?P<comment>--[^\n]*)
      | (?P<name>"(?:[^"]|"")*"|[A-Za-z_][\w$]*) | (?P<end>;) | (?P<other>[^'"$;A-Za-z_-]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_SETVAL = re.compile(
    r"SELECT pg_catalog\.setval\('(?:[^'.]*)\.(?P<sequence>[^']+)', (?P<value>\d+), (?P<called>true|false)\)"
)
# PostgreSQL writes `a IN ('x', 'y')` in a form that it reads as a slightly different expression; the short form it reads as the first.
_TEXT = r"'(?:[^']|'')*'::character varying"
_IN_LIST = re.compile(rf"\((?P<column>\w+)\)::text = ANY \(\(ARRAY\[(?P<values>{_TEXT}(?:, {_TEXT})*)\]\)::text\[\]\)")


def dump_schema(schema_name: str) -> str:
    """Return pg_dump's text of a committed schema, its rows as INSERTs."""
    program = shutil.which("pg_dump")
    if program is None:
        raise DumpFailed("pg_dump is not on PATH.")
    options = ["--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=1000", f'--schema="{schema_name}"']
    run = subprocess.run(
        [program, *options, connection.settings_dict["NAME"]],
        env={**os.environ, **_libpq_environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if run.returncode != 0:
        raise DumpFailed(f"pg_dump failed: {run.stderr.strip()}")
    return run.stdout


def _libpq_environment() -> dict[str, str]:
    database = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    options = database.get("OPTIONS", {})
    extra = {
        f"PG{name.upper()}": str(options[name]) for name in ("sslmode", "sslrootcert", "passfile") if name in options
    }
    return {variable: str(database[key]) for variable, key in named.items() if database.get(key)} | extra


def to_statements(dump: str, schema_name: str) -> list[str]:
    """Return the dump's statements in order, the schema's name replaced by a placeholder; braces of the text are doubled."""
    statements = []
    for statement in _split(dump, schema_name):
        if _is_wanted(statement):
            statements.append(_with_in_lists(_renamed_setval(statement)))
    return compacting.compact(statements)


def _split(dump: str, schema_name: str):
    """Yield statements without comments, names replaced."""
    lines = "\n".join(line for line in dump.splitlines() if not line.startswith("\\"))  # psql's own commands
    tokens = [match for match in _TOKEN.finditer(lines) if match.lastgroup != "comment"]
    parts: list[str] = []
    for number, match in enumerate(tokens):
        text = match.group()
        if match.lastgroup == "end":
            yield "".join(parts).strip()
            parts = []
        elif match.lastgroup == "name" and text.strip('"') == schema_name and _is_schema(tokens, number):
            parts.append(PLACEHOLDER)
        else:
            parts.append(text.replace("{", "{{").replace("}", "}}"))


def _is_schema(tokens: list, number: int) -> bool:
    after = tokens[number + 1].group() if number + 1 < len(tokens) else ""
    before = [token.group() for token in tokens[max(0, number - 2) : number]]
    return after.startswith(".") or (before[:1] == ["SCHEMA"] and before[1:] == [" "])


def _is_wanted(statement: str) -> bool:
    """Leave out the dump's session settings, which would change the connection that replays it, and sequences at their start."""
    if _SETVAL.fullmatch(statement):
        return _SETVAL.fullmatch(statement)["called"] == "true"
    return bool(statement) and not statement.startswith(("SET ", "SELECT pg_catalog.set_config"))


def _renamed_setval(statement: str) -> str:
    """Replace the name inside a setval, the only literal of a dump that holds it."""
    match = _SETVAL.fullmatch(statement)
    if not match:
        return statement
    sequence, value, called = match["sequence"], match["value"], match["called"]
    return f"SELECT pg_catalog.setval('{PLACEHOLDER}.{sequence}', {value}, {called})"


def _with_in_lists(statement: str) -> str:
    if statement.startswith("INSERT"):
        return statement
    return _IN_LIST.sub(
        lambda match: f"{match['column']} IN ({match['values'].replace('::character varying', '')})", statement
    )

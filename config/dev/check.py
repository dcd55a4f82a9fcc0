"""`make check`: lint, import contracts, types and missing migrations. One line each, and the whole story of what fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

from config.dev import environment

CHECKS = {
    "lint": ["ruff", "check", "--quiet", "--output-format", "concise", "."],
    "format": ["ruff", "format", "--check", "--quiet", "--output-format", "concise", "."],
    "import contracts": ["lint-imports", "--no-logo"],
    "types": ["mypy", "--no-error-summary"],
    "missing migrations": ["django-admin", "makemigrations", "--check", "--dry-run", "--pythonpath", "."],
}


def run_checks(variables: dict[str, str]) -> list[str]:
    """Run every check, whatever the one before said; return the names of those that failed."""
    return [name for name, command in CHECKS.items() if not passes(name, command, variables)]


def passes(name: str, command: list[str], variables: dict[str, str]) -> bool:
    """Run one program of .venv and print a line about it, and what it said when it failed."""
    started = time.monotonic()
    command = [str(Path(sys.executable).with_name(command[0])), *command[1:]]
    checked = subprocess.run(command, env=variables, cwd=environment.ROOT, capture_output=True, text=True, check=False)
    verdict = "FAILED" if checked.returncode else "ok"
    print(f"{name:<20} {verdict}  ({time.monotonic() - started:.1f} s)", flush=True)
    if checked.returncode:
        print((checked.stdout + checked.stderr).rstrip(), flush=True)
    return not checked.returncode


def test_environment() -> dict[str, str]:
    """Return the environment of checks and tests: nothing of a developer's .env, throw-away secrets."""
    own = {
        "SECRET_KEY": "only-for-tests-" + "x" * 40,
        "FERNET_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "ENV_FILE": os.devnull,
        "PUBLIC_URL": "http://localhost:8000",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return dict(os.environ) | own


def main() -> None:
    with environment.database(test_environment(), name="pg-test", durable=False) as variables:
        failed = run_checks(variables)
    sys.exit(f"Failed: {', '.join(failed)}." if failed else 0)


if __name__ == "__main__":
    main()

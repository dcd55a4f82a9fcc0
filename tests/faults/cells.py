"""The cells of the matrix: every call of every flow on every platform, times everything that can happen to a call.

Which calls there are stands in `calls.txt`, one a line; `test_calls.py` holds it to what a clean run does.
"""

import re
from dataclasses import dataclass
from pathlib import Path

KILLS = ("killed_before", "killed_after")
TABLE = Path(__file__).with_name("calls.txt")
FAULTS = ("429", "500", "html502", "reset", "timeout_before", "timeout_after", *KILLS)


@dataclass(frozen=True)
class Cell:
    """One fault at one call of one flow."""

    platform: str
    flow: str
    at: int
    call: str
    fault: str

    def __str__(self) -> str:
        return f"{self.platform}-{self.flow}-{self.at}-{self.call}-{self.fault}"


def read_calls() -> dict[tuple[str, str], list[str]]:
    """Return the calls of each platform and flow, in order."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in TABLE.read_text().splitlines():
        platform, flow, call = line.split(" ", 2)
        found.setdefault((platform, flow), []).append(call)
    return found


def write_calls(calls: dict[tuple[str, str], list[str]]) -> None:
    """Write the table down."""
    lines = (f"{platform} {flow} {call}\n" for (platform, flow), listed in sorted(calls.items()) for call in listed)
    TABLE.write_text("".join(lines))


def list_cells() -> list[Cell]:
    """Return every cell, in the table's order."""
    return [
        Cell(platform, flow, at, call, fault)
        for (platform, flow), calls in read_calls().items()
        for at, call in enumerate(calls)
        for fault in FAULTS
    ]


def count_cells() -> int:
    """Return how many cells there are."""
    return len(list_cells())


def describe(call: str) -> str:
    """Return a call without what differs from run to run, host to host and version to version."""
    short = re.sub(r"/(meta|google|tiktok/open_api)(?=/)|/v\d+(\.\d+)?(?=/)|/google\.ads\.googleads.*\.", "", call)
    return re.sub(r"(act_)?\d{6,}", "ID", short)

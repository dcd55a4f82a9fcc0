"""How every benchmark ends: `name: value (to reach: target) ok`, and status 1 with --check when one is short."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A measured value and whether it reaches its aim."""

    text: str
    ok: bool


def line(name: str, value: float, unit: str, *, most: float | None = None, least: float | None = None) -> Line:
    """Compare a value with the most (a time, a size) or the least (a factor) that it should be."""
    aim = f"at most {most:g} {unit}" if most is not None else f"at least {least:g} {unit}"
    ok = (most is None or value <= most) and (least is None or value >= least)
    return Line(f"{name}: {value:.3g} {unit} (to reach: {aim}) {'ok' if ok else '… short'}", ok)


def finish(*lines: Line) -> None:
    """Print the lines last; with --check end with status 1 when one is short."""
    for each in lines:
        print(each.text, flush=True)
    if "--check" in sys.argv and not all(each.ok for each in lines):
        sys.exit(1)

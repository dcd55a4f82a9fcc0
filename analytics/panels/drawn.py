"""A chart as pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as `components/chart.html` takes it: with its finding in words and its table twin.

    `note` says what is in it, or what it was learned from; `legend` names its lines and how they are drawn.
    """

    title: str
    note: str
    finding: str
    spec: dict
    columns: list[str]
    rows: list[list[str]]
    legend: list[tuple[str, str]]

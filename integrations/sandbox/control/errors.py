"""What goes wrong in the control API: always JSON `{"error": …}`."""

from dataclasses import dataclass


@dataclass(slots=True)
class Wrong(Exception):
    text: str
    status: int = 400

"""Whose name a report carries."""

import base64
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Brand:
    """A name, a logo (PNG bytes, empty: none), an accent for day and night (#rrggbb), a footer, ready to be drawn."""

    name: str
    logo: bytes
    accent: str
    accent_night: str
    footer: str

    @property
    def logo_uri(self) -> str:
        """Return the logo as an address that holds it; empty where there is none."""
        return f"data:image/png;base64,{base64.b64encode(self.logo).decode()}" if self.logo else ""

    @property
    def fill(self) -> str:
        """Return the accent as CSS, right by day and by night."""
        return f"light-dark({self.accent}, {self.accent_night})"

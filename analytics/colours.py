"""An accent that can be told from the paper: contrast as WCAG 2.2 measures it, and the nearest colour that has enough."""

import re

PAPER_DAY, PAPER_NIGHT = "#f6f7f9", "#10141c"
"""The ground of pages (`--page` of tokens.css) by day and by night, as sRGB."""
LEAST = 4.5
"""The ratio that text needs; the accent may be a heading in an e-mail."""
_STEPS = 100


def is_colour(text: str) -> bool:
    """Return whether it is #rrggbb."""
    return re.fullmatch(r"#[0-9a-f]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """Return how far two colours are from one another: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def fit(colour: str, paper: str) -> str:
    """Return the colour itself where the paper lets it be seen, else the nearest one towards black or white that is."""
    towards = "#000000" if _luminance(paper) > 0.5 else "#ffffff"
    shades = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, paper) >= LEAST)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [_linear(part / 255) for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _mixed(colour: str, other: str, share: float) -> str:
    mixed = [round(a + (b - a) * share) for a, b in zip(_parts(colour), _parts(other), strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)

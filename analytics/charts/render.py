"""Charts on paper and in e-mail: drawn by vl-convert, in this process."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

VEGA_LITE = "6.4"

HATCH = (
    "<style>.maturing_marks path{fill:url(#hatch);opacity:1}</style>"
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0v6" stroke="#888e99" stroke-width="1" opacity="0.55"/></pattern></defs>'
)


def to_svg(spec: dict, *, theme: str = "light", width: int = 700) -> str:
    """Return the chart as an SVG document, drawn in this process; loads vl-convert (84 MB) at the first call."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(_themed(spec, theme, width), vl_version=VEGA_LITE)
    return svg.replace(">", f">{HATCH}", 1)


def to_png(spec: dict, *, theme: str = "light", width: int = 700, scale: float = 2) -> bytes:
    """Return the chart as a PNG picture."""
    import vl_convert

    return vl_convert.svg_to_png(to_svg(spec, theme=theme, width=width), scale=scale)


def _themed(spec: dict, theme: str, width: int) -> dict:
    return spec | {"config": {key: value for key, value in themes()[theme].items() if key != "locale"}, "width": width}


@lru_cache(maxsize=1)
def themes() -> dict:
    """Return the theme of the charts: `light`, `dark` and the platforms' colours."""
    return json.loads((Path(settings.BASE_DIR) / "static" / "charts" / "theme.json").read_text())

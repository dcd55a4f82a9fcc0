"""Small lines without axes, as SVG paths: this period over the one before, the maturing days dotted."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, INSET = 100.0, 32.0, 2.0


def draw_spark(
    values: Sequence[float | None], before: Sequence[float | None] = (), *, mature: int | None = None
) -> SafeString | str:
    """Draw a spark; `mature` is how many of the first values are final. Empty where there are not two values."""
    known = [value for value in (*values, *before) if value is not None]
    if sum(value is not None for value in values) < 2:
        return ""
    scale = (min(known), max(known))
    split = len(values) if mature is None else mature
    lines = [("prev", _path(before, scale)), ("line", _path(values[:split], scale, len(values)))]
    if split < len(values):
        start = max(split - 1, 0)
        lines.append(("line late", _path(values[start:], scale, len(values), start)))
    paths = format_html_join("", '<path class="{}" d="{}"/>', [(name, path) for name, path in lines if path])
    return format_html(
        '<svg class="spark" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true">{}</svg>', paths
    )


def _path(values: Sequence[float | None], scale: tuple[float, float], count: int = 0, start: int = 0) -> str:
    """Return the path's commands; a missing value breaks the line. The height is the range of both lines' values."""
    last = max((count or len(values)) - 1, 1)
    low, reach = scale[0], (scale[1] - scale[0]) or 1.0
    commands, pen = [], "M"
    for place, value in enumerate(values, start):
        if value is None:
            pen = "M"
            continue
        x, y = WIDTH * place / last, HEIGHT - INSET - (HEIGHT - 2 * INSET) * (value - low) / reach
        commands.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return "".join(commands)

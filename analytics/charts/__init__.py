"""Charts as Vega-Lite specifications: drawn in the page by the bundle, by vl-convert for paper and e-mail.

Colours come from the theme's styles, so one specification serves day, night and print. Each chart comes with its
finding (one sentence) and the rows of its table twin.
"""

from analytics.charts.marks import draw
from analytics.charts.render import themes, to_png, to_svg
from analytics.charts.types import Line, Marker, Point

__all__ = ["Line", "Marker", "Point", "draw", "themes", "to_png", "to_svg"]

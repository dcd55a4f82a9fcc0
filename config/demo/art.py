"""The bakery's pictures, drawn when they are needed: flat shapes on a coloured ground, PNG."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

SQUARE, WIDE, TALL, LOGO = (1080, 1080), (1200, 628), (540, 960), (512, 512)
SCALE = 2  # drawn larger, then reduced, for smooth edges
FAR = 2000  # beyond the edges of every format

CREAM, CRUST, CRUMB, DARK = "#f4ead8", "#a9652b", "#e3b878", "#5d3413"
RED, GREEN, PLATE, ROSE = "#b23a34", "#3f6b4b", "#ffffff", "#e79aa4"


def draw(name: str, ground: str, size: tuple[int, int] = SQUARE) -> bytes:
    """Return the picture called `name` on a ground of that colour; KeyError for a name that is not drawn."""
    out = io.BytesIO()
    paint(name, ground, size).save(out, "PNG", optimize=True)
    return out.getvalue()


def paint(name: str, ground: str, size: tuple[int, int]) -> Image.Image:
    """Return the picture as pixels: the motif as large as the format's shorter side, in the middle."""
    width, height = (side * SCALE for side in size)
    image = Image.new("RGB", (width, height), ground)
    side = min(width, height)
    PICTURES[name](_Brush(ImageDraw.Draw(image), side / 1080, (width - side) / 2, (height - side) / 2))
    return image.resize(size, Image.Resampling.LANCZOS)


class _Brush:
    """Shapes in picture units (0 to 1080 in the motif's square), whatever the format."""

    def __init__(self, pen: ImageDraw.ImageDraw, scale: float, left: float, top: float):
        self.pen, self.scale, self.left, self.top = pen, scale, left, top

    def box(self, x0, y0, x1, y1, fill, radius=0):
        self.pen.rounded_rectangle(self._placed(x0, y0, x1, y1), radius * self.scale, fill=fill)

    def oval(self, x0, y0, x1, y1, fill):
        self.pen.ellipse(self._placed(x0, y0, x1, y1), fill=fill)

    def half(self, x0, y0, x1, y1, fill):
        self.pen.pieslice(self._placed(x0, y0, x1, y1), 180, 360, fill=fill)

    def line(self, points, fill, width):
        self.pen.line(self._placed(*points), fill=fill, width=round(width * self.scale), joint="curve")

    def shape(self, points, fill):
        self.pen.polygon(self._placed(*points), fill=fill)

    def _placed(self, *values):
        offsets = (self.left, self.top)
        return [value * self.scale + offsets[number % 2] for number, value in enumerate(values)]


def _table(brush: _Brush, colour: str) -> None:
    brush.box(-FAR, 800, FAR, FAR, colour)


def _christmas_cake(brush: _Brush) -> None:
    _table(brush, "#8c3f36")
    brush.oval(170, 770, 910, 880, PLATE)
    brush.box(260, 520, 820, 820, CRUMB, 24)
    brush.box(260, 640, 820, 690, RED)
    brush.box(240, 440, 840, 560, CREAM, 60)
    for x in (280, 380, 500, 620, 740):
        brush.oval(x, 500, x + 70, 610, CREAM)
    for x in (400, 520, 640):
        brush.oval(x, 370, x + 80, 450, RED)
        brush.shape([x + 40, 372, x + 96, 330, x + 62, 392], GREEN)


def _stollen(brush: _Brush) -> None:
    _table(brush, "#26314f")
    brush.half(150, 430, 930, 1230, CRUST)
    brush.half(190, 480, 890, 1180, CRUMB)
    for x, y in ((320, 700), (450, 620), (560, 740), (690, 640), (760, 750), (400, 760)):
        brush.oval(x, y, x + 46, y + 34, DARK)
    brush.half(150, 400, 930, 780, "#f7f3ea")
    for x, y in ((200, 200), (420, 140), (700, 220), (880, 160), (560, 280), (320, 320)):
        brush.oval(x, y, x + 22, y + 22, "#dfe6f5")


def _bread_box(brush: _Brush) -> None:
    _table(brush, "#6f8468")
    for x, height, colour in ((250, 300, CRUST), (430, 380, "#c07a38"), (610, 330, CRUST)):
        brush.box(x, 640 - height, x + 150, 700, colour, 74)
        for step in range(60, height - 60, 80):
            brush.line([x + 30, 640 - height + step + 40, x + 120, 640 - height + step], CREAM, 12)
    brush.box(200, 560, 880, 880, "#d3a970", 18)
    brush.box(200, 640, 880, 664, "#b98d55")
    brush.oval(480, 700, 600, 820, CREAM)


def _birthday_cake(brush: _Brush) -> None:
    _table(brush, "#4a6b8a")
    brush.oval(170, 780, 910, 890, PLATE)
    brush.box(230, 600, 850, 830, ROSE, 30)
    brush.box(330, 430, 750, 620, CREAM, 30)
    brush.box(230, 600, 850, 650, "#f6d3d7", 24)
    for x in (400, 480, 560, 640):
        brush.box(x, 300, x + 24, 440, "#6b9ac4")
        brush.oval(x - 2, 240, x + 26, 300, "#f2b33d")


def _sourdough(brush: _Brush) -> None:
    _table(brush, "#3b3a3c")
    brush.half(170, 400, 910, 1260, CRUST)
    brush.half(210, 430, 870, 1230, "#bd7a3d")
    for x in (350, 540, 730):
        brush.line([x - 90, 760, x, 520, x + 40, 480], CREAM, 26)
    brush.box(130, 800, 950, 850, "#8a6a4a", 20)


def _class(brush: _Brush) -> None:
    _table(brush, "#c9b79c")
    brush.oval(330, 600, 750, 860, CREAM)
    brush.oval(380, 640, 700, 800, "#fbf6ea")
    brush.box(160, 430, 700, 500, CRUST, 34)
    brush.box(100, 446, 180, 484, DARK, 18)
    brush.box(680, 446, 760, 484, DARK, 18)
    brush.box(780, 500, 930, 830, "#8fa58a", 30)
    brush.oval(780, 470, 930, 540, "#dfe8da")


def _logo(brush: _Brush) -> None:
    brush.oval(120, 120, 960, 960, CREAM)
    brush.half(270, 400, 810, 940, CRUST)
    for x in (400, 540, 680):
        brush.line([x - 40, 640, x + 30, 500], CREAM, 30)
    brush.box(250, 690, 830, 740, DARK, 24)


PICTURES: dict[str, Callable[[_Brush], None]] = {
    "christmas_cake": _christmas_cake,
    "stollen": _stollen,
    "bread_box": _bread_box,
    "birthday_cake": _birthday_cake,
    "sourdough": _sourdough,
    "class": _class,
    "logo": _logo,
}

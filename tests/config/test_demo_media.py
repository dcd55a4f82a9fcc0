"""The demo's drawn pictures and films are such as ads on the platforms take."""

import io

import pytest
from PIL import Image

from config.demo import art, film
from creatives.types import ratio_of
from creatives.videos import check_video

FORMATS = {art.SQUARE: "1:1", art.WIDE: "1.91:1", art.TALL: "9:16", art.LOGO: "1:1"}
TIKTOK_LEAST_BITS_A_SECOND = 516_000


@pytest.mark.parametrize("size", FORMATS)
@pytest.mark.parametrize("name", art.PICTURES)
def test_every_picture_is_drawn_in_every_format(name, size):
    with Image.open(io.BytesIO(art.draw(name, "#cfe0ec", size))) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", size)
        assert len(picture.getcolors(1 << 24)) > 2
    assert ratio_of(*size) == FORMATS[size]


def test_what_is_not_drawn_is_an_error():
    with pytest.raises(KeyError):
        art.draw("croissant", "#cfe0ec")


def test_a_film_is_one_that_tiktok_takes():
    content = film.shoot("sourdough", "#e7c9a2")
    facts, cover = check_video(io.BytesIO(content), len(content))
    assert (facts.mime, facts.width, facts.height, facts.duration_ms) == ("video/mp4", 540, 960, 6000)
    assert TIKTOK_LEAST_BITS_A_SECOND <= facts.bit_rate <= 2 * film.BITS_A_SECOND
    assert cover.startswith(b"\xff\xd8")

"""Pictures and films: sent once, found again, ready when the platform says so."""

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.media import make_image, make_video


def until_ready(world, media: t.UploadedMedia) -> t.UploadedMedia:
    """Let the platform's time pass until a film can be used, or cannot."""
    for _ in range(30):
        if media.state != t.MediaState.PROCESSING:
            return media
        world.sandbox.advance(minutes=2)
        media = world.adapter.read_video(media.external_id)
    raise AssertionError("it is never ready")


def test_a_picture_is_there_at_once_and_the_same_bytes_are_the_same_picture(world):
    first = world.adapter.upload_image(make_image("orange"))
    assert first.external_id
    assert first.state == t.MediaState.READY
    assert world.adapter.upload_image(make_image("orange")).external_id == first.external_id
    assert world.adapter.upload_image(make_image("teal")).external_id != first.external_id


def test_a_film_becomes_ready_and_the_same_bytes_are_the_same_film(world):
    first = world.adapter.upload_video(make_video("cakes"))
    ready = until_ready(world, first)
    assert (ready.state, ready.reason) == (t.MediaState.READY, "")
    again = until_ready(world, world.adapter.upload_video(make_video("cakes")))
    assert again.state == t.MediaState.READY
    assert again.external_id == ready.external_id


def test_a_film_that_is_not_there_is_not_found(world):
    with pytest.raises(errors.ObjectNotFound):
        world.adapter.read_video("120210000000009")

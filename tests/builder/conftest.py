"""Somebody in the builder, with ad accounts on all platforms, and without a network."""

from contextlib import contextmanager

import pytest

from tests.bad_input.platforms import Shelf
from tests.campaigns.walking import Walk


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def shelf(once, organization, clock) -> Shelf:
    """Ad accounts, pictures, a video."""
    return once("shelf", Shelf)


@pytest.fixture
def begun(once, shelf, api_client, page_client):
    """Return a walk through a right draft on a platform."""

    def begin(platform: str) -> Walk:
        made = once(f"a right draft on {platform}", lambda: shelf.make(platform, api_client()))
        return Walk.on(page_client(), made)

    return begin


@pytest.fixture
def nothing_changes():
    """Return a context in which a draft stays as it is."""

    @contextmanager
    def watched(walk: Walk):
        before = walk.campaign.version, walk.draft
        yield
        assert (walk.campaign.version, walk.draft) == before

    return watched

"""The media of the bakery's ads: drawn, and put into its library as an upload would be."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import creatives.services
from campaigns.types import Creative
from config.demo import art, film, story
from config.demo.opening import actor_of


def dress(part: story.Part, tale: story.Story, *, now: datetime) -> Creative:
    """Return a part's words with its link, its button and the media that it shows."""
    kept = {shape: _keep(shape, tale, now) for shape in part.shows}
    images = tuple(kept[shape] for shape in (story.SQUARE, story.WIDE) if shape in kept)
    return replace(
        part.words,
        link=tale.link,
        call_to_action=tale.call_to_action,
        images=images,
        logos=tuple(kept[shape] for shape in (story.LOGO,) if shape in kept),
        videos=tuple(kept[shape] for shape in (story.FILM,) if shape in kept),
    )


def _keep(shape: str, tale: story.Story, now: datetime) -> UUID:
    content = DRAWN[shape](*tale.picture)
    label = LABELS[shape].format(tale.name)
    common = {"file": io.BytesIO(content), "label": label, "byte_size": len(content)}
    common |= {"actor": actor_of(story.OWNER[0]), "now": now}
    if shape == story.FILM:
        return creatives.services.add_video(**common).uuid
    return creatives.services.add_image(**common, is_logo=shape == story.LOGO).uuid


DRAWN: dict[str, Callable[[str, str], bytes]] = {
    story.SQUARE: art.draw,
    story.WIDE: lambda name, ground: art.draw(name, ground, art.WIDE),
    story.LOGO: lambda *_: art.draw("logo", "#3b3a3c", art.LOGO),
    story.FILM: film.shoot,
}
LABELS = {
    story.SQUARE: "{}",
    story.WIDE: "{}, wide",
    story.LOGO: f"{story.ORGANIZATION['name']}, logo",
    story.FILM: "{}, film",
}

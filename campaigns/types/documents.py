"""Typed documents that a row keeps as JSON: whom an ad group aims at, what an ad says and shows, how it bids.

What has its usual value is left out of the JSON, so that equal documents are equal JSON.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from campaigns.types.words import CallToAction

Document = TypeVar("Document")


@dataclass(frozen=True, slots=True)
class CreativeCard:
    """One card of a carousel; `image` is the uuid of a picture of the library."""

    headline: str
    link: str
    image: UUID
    description: str = ""


@dataclass(frozen=True, slots=True)
class Creative:
    """What an ad says and shows. Texts in the order of preference; media are uuids of the library.

    With cards it is a carousel, else with videos a video, else pictures, or words alone.
    """

    link: str = ""
    primary_texts: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    long_headlines: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    call_to_action: str = CallToAction.LEARN_MORE.value
    business_name: str = ""
    display_path: tuple[str, ...] = ()
    images: tuple[UUID, ...] = ()
    logos: tuple[UUID, ...] = ()
    videos: tuple[UUID, ...] = ()
    cards: tuple[CreativeCard, ...] = ()

    @property
    def asset_ids(self) -> tuple[UUID, ...]:
        """Return every asset that it shows."""
        return (*self.images, *self.logos, *self.videos, *(card.image for card in self.cards))


def dump(document: Any) -> Any:
    """Return a document as JSON; None stays None."""
    if document is None:
        return None
    return _adapter(cast(Hashable, type(document))).dump_python(document, mode="json", exclude_defaults=True)


def load(kind: type[Document], data: Any) -> Document:
    """Return a document from its JSON; keys that it does not know are left out. Raises ValueError."""
    try:
        return _adapter(cast(Hashable, kind)).validate_python(data or {})
    except ValidationError as error:
        raise ValueError(str(error)) from error


@cache
def _adapter(kind: Hashable) -> TypeAdapter:
    return TypeAdapter(cast(type, kind))

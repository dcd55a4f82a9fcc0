"""Small values that every app may see."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """Who can make a change (vocabulary: actor)."""

    USER = "user"
    API_KEY = "api_key"
    RULE = "rule"
    OPTIMIZER = "optimizer"
    EXPERIMENT = "experiment"
    SYSTEM = "system"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something: a kind, an id that may be missing, and a label that people can read."""

    kind: ActorKind
    id: uuid.UUID | None
    label: str

    @classmethod
    def for_user(cls, user) -> "Actor":
        """Return the actor for a logged-in user."""
        return cls(ActorKind.USER, user.uuid, user.name or user.email)

    @classmethod
    def for_api_key(cls, key) -> "Actor":
        """Return the actor for an API key."""
        return cls(ActorKind.API_KEY, key.uuid, key.name)

    @classmethod
    def system(cls, label: str = "Adwright") -> "Actor":
        """Return the actor for what the product does by itself."""
        return cls(ActorKind.SYSTEM, None, label)

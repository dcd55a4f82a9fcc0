"""A platform in an address."""

from integrations.types import Platform


class PlatformConverter:
    """Only the platforms' names match, so anything else is a 404."""

    regex = "|".join(Platform)

    def to_python(self, value: str) -> Platform:
        """Return the platform."""
        return Platform(value)

    def to_url(self, value: Platform) -> str:
        """Return its name."""
        return str(value)

"""The sequences: whatever anybody does, whatever bounds it, and whatever happens."""

from tests.campaigns.property.accidents import Accidents
from tests.campaigns.property.bounds import Bounds
from tests.campaigns.property.deeds import Deeds


class Sequences(Deeds, Bounds, Accidents):
    """All of it, in any order."""

"""The sequences: whatever anybody does, whatever bounds it, and whatever happens."""

from tests.campaigns.property.accidents import Accidents
from tests.campaigns.property.bounds import Bounds
from tests.campaigns.property.budgets import Budgets
from tests.campaigns.property.contents import Contents
from tests.campaigns.property.deciding import Deciding
from tests.campaigns.property.elsewhere import Elsewhere
from tests.campaigns.property.switching import Switching
from tests.campaigns.property.workers import Workers


class Sequences(Switching, Budgets, Contents, Deciding, Bounds, Elsewhere, Accidents, Workers):
    """All of it, in any order."""

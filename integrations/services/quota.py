"""The quota, shared by all workers and organisations."""

from integrations import types
from integrations.models import AdAccount


class Meter:
    """See `integrations.ports.Meter`."""

    def __init__(self, platform: types.Platform, account: AdAccount | None = None):
        self.platform, self.account = platform, account

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        """Take so many operations."""

    def report(self, usage: types.Usage) -> None:
        """Keep what the platform said of a quota."""

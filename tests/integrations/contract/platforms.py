"""The platforms over which the suite runs: those that can be connected and that the sandbox speaks."""

from integrations import registry
from integrations.sandbox.platforms import load_sides

PLATFORMS = [platform for platform in registry.CONNECTABLE if platform in load_sides()]

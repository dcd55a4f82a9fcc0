"""The jobs of metrics: importing a module registers its handlers."""

from analytics.jobs import reading

__all__ = ["reading"]

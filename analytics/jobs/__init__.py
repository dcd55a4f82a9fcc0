"""The jobs of metrics: importing a module registers its handlers."""

from analytics.jobs import rates, reading

__all__ = ["rates", "reading"]

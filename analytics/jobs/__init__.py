"""The jobs of metrics: importing a module registers its handlers."""

from analytics.jobs import learning, rates, reading

__all__ = ["learning", "rates", "reading"]

"""The jobs of metrics: importing a module registers its handlers."""

from analytics.jobs import learning, rates, reading, rereading

__all__ = ["learning", "rates", "reading", "rereading"]

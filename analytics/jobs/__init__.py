"""The jobs of metrics: importing a module registers its handlers."""

from analytics.jobs import extras, learning, rates, reading, rereading

__all__ = ["extras", "learning", "rates", "reading", "rereading"]

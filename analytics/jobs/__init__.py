"""The jobs of metrics: importing a module registers its handlers."""

from analytics.jobs import extras, keeping, learning, rates, reading, rereading

__all__ = ["extras", "keeping", "learning", "rates", "reading", "rereading"]

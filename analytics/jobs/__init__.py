"""The jobs of metrics: importing a module registers its handlers."""

from analytics.jobs import extras, keeping, learning, rates, reading, reports, rereading, sales

__all__ = ["extras", "keeping", "learning", "rates", "reading", "reports", "rereading", "sales"]

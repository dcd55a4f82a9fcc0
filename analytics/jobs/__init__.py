"""The jobs of metrics: importing a module registers its handlers."""

from analytics.jobs import exports, extras, keeping, learning, rates, reading, reports, rereading, sales, warehouse

__all__ = ["exports", "extras", "keeping", "learning", "rates", "reading", "reports", "rereading", "sales", "warehouse"]

"""What an organisation decided about its numbers."""

from analytics.models import Retention

ONLY_ROW = 1


def get_retention() -> Retention:
    """Return how long numbers are kept: what was decided, else the defaults (not stored)."""
    return Retention.objects.filter(pk=ONLY_ROW).first() or Retention(pk=ONLY_ROW)

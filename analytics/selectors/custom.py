"""The organisation's own figures."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

import structlog

from analytics.expressions import Expression, ExpressionError, Unit, parse
from analytics.models import CustomMetric
from analytics.types import Metrics
from tenants.errors import NotFound

log = structlog.get_logger(__name__)
_parse = lru_cache(maxsize=512)(parse)


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A figure of the organisation's own, read and checked."""

    uuid: UUID
    name: str
    expression: Expression
    is_percent: bool = False
    """Whether a ratio is written as a percentage."""

    @property
    def unit(self) -> Unit:
        """Return what its values are of."""
        return self.expression.unit

    def evaluate(self, metrics: Metrics) -> Decimal | None:
        """Return its value over some metrics; None where it is not known (`Expression.evaluate`)."""
        return self.expression.evaluate(metrics)


def list_metrics() -> list[OwnFigure]:
    """Return the own figures by name; one query. One that an older version took and this one does not is left out."""
    return [figure for metric in list_custom_metrics() if (figure := read_metric(metric))]


def read_metric(metric: CustomMetric) -> OwnFigure | None:
    """Return an own figure that can be evaluated; None where its expression means nothing (any more)."""
    try:
        return OwnFigure(metric.uuid, metric.name, _parse(metric.expression), metric.is_percent)
    except ExpressionError as error:
        log.warning("custom_metric_unreadable", metric=str(metric.uuid), reason=error.message)
        return None


def list_custom_metrics() -> list[CustomMetric]:
    """Return the own figures as they were written, by name without regard to case."""
    return sorted(CustomMetric.objects.all(), key=lambda metric: (metric.name.casefold(), metric.pk))


def get_custom_metric(uuid: UUID) -> CustomMetric:
    """Return one own figure. Raises NotFound."""
    try:
        return CustomMetric.objects.get(uuid=uuid)
    except CustomMetric.DoesNotExist:
        raise NotFound("This figure is not here. It may have been deleted.") from None

"""What may be asked for together: which metrics with which segments, and on which resources. One truth for queries and for
GoogleAdsFieldService (`selectable_with`)."""

from . import views
from .errors import Unimplemented
from .gaql_fields import ACTIONS, CONVERTING, DEVICE, METRICS, SEGMENTS
from .gaql_parse import Query
from .gaql_words import refuse
from .kinds import KINDS, Kind
from .reaching import PEOPLE

_BY_PART = "The sandbox tells parts of the audience neither by the hour nor by a second part."


def check(query: Query, kind: Kind) -> None:
    """Raise QueryError for fields that do not go together."""
    selected = set(query.select)
    for name, _ in query.order:
        if name not in selected and not name.startswith(f"{query.resource}."):
            raise refuse("PROHIBITED_FIELD_IN_ORDER_BY_CLAUSE", f"{name!r} must be selected to be ordered by.")
    for name in selected | {condition.field for condition in query.where}:
        if name.startswith("segments.") and name not in selected and name != "segments.date":
            words = f"the following field must be present in SELECT clause: {name!r}."
            raise refuse("EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE", words)
    metrics = [name for name in selected if name.startswith("metrics.")]
    segments = [name for name in selected if name.startswith("segments.")]
    for metric in metrics:
        _check_metric(metric, segments, kind)
    if (views.by_of(kind) or DEVICE in segments) and "segments.hour" in segments:
        raise Unimplemented(_BY_PART)
    if views.by_of(kind) and DEVICE in segments:
        raise Unimplemented(_BY_PART)


def segments_of(metric: str) -> list[str]:
    """Return the segments that a metric can be selected with."""
    if metric in PEOPLE:
        return []
    return [segment for segment in SEGMENTS if metric in CONVERTING or segment not in ACTIONS]


def metrics_of(segment: str) -> list[str]:
    """Return the metrics that a segment can be selected with."""
    return [metric for metric in METRICS if segment in segments_of(metric)]


def resources_of(metric: str) -> list[str]:
    """Return the resources that a metric is told of: people only of campaigns."""
    return ["campaign"] if metric in PEOPLE else [kind.name for kind in KINDS.values() if kind.has_metrics]


def _check_metric(metric: str, segments: list[str], kind: Kind) -> None:
    if kind.name not in resources_of(metric):
        words = f"cannot select or filter on the metric {metric!r} with resource {kind.name!r}."
        raise refuse("PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE", words)
    wrong = [segment for segment in segments if segment not in segments_of(metric)]
    if wrong:
        words = f"cannot select {metric!r} together with the segment {wrong[0]!r}."
        raise refuse("PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE", words)

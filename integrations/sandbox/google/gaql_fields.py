"""A query's fields held against the protos: does the field exist, and may it be asked for here?"""

from dataclasses import dataclass
from typing import Any

from .films import WATCHED
from .gaql_parse import Query
from .gaql_words import refuse
from .kinds import KINDS, Kind
from .protos import field_of, message_class
from .reaching import PEOPLE

DATES = ("segments.date", "segments.week", "segments.month", "segments.year", "segments.day_of_week", "segments.hour")
ACTIONS = (
    "segments.conversion_action", "segments.conversion_action_name", "segments.conversion_action_category",
)  # fmt: skip
DEVICE = "segments.device"
SEGMENTS = (*DATES, DEVICE, *ACTIONS)
CONVERTING = (
    "metrics.conversions", "metrics.conversions_value", "metrics.all_conversions", "metrics.all_conversions_value",
    "metrics.value_per_conversion", "metrics.view_through_conversions",
)  # fmt: skip
METRICS = (
    *CONVERTING, "metrics.impressions", "metrics.clicks", "metrics.cost_micros", "metrics.interactions", "metrics.ctr",
    "metrics.average_cpc", "metrics.average_cpm", "metrics.cost_per_conversion", "metrics.video_trueview_views",
    "metrics.conversions_from_interactions_rate", "metrics.average_cost", *WATCHED,
    *PEOPLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """`path` leads through a row by the protos' names; `leaf` is the last field's descriptor."""

    name: str
    path: tuple[str, ...]
    leaf: Any

    @property
    def top(self) -> str:
        return self.path[0]

    @property
    def is_message(self) -> bool:
        return self.leaf.message_type is not None

    @property
    def is_whole(self) -> bool:
        """An ad's text, picture or video, and a list of fields, may be asked for as a whole."""
        name = self.leaf.message_type.name
        return name == "FieldMask" or (name.startswith("Ad") and name.endswith("Asset"))


def check(query: Query) -> tuple[Kind, dict[str, Field]]:
    """Return the resource and every field the query names; raises QueryError for what Google would not answer."""
    kind = KINDS.get(query.resource)
    if kind is None:
        raise refuse(
            "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE", f"invalid resource type {query.resource!r} in the FROM clause."
        )
    places = [(name, "SELECT") for name in query.select] + [(c.field, "WHERE") for c in query.where]
    places += [(name, "ORDER_BY") for name, _ in query.order]
    fields = {}
    for name, clause in places:
        fields[name] = resolve(name)
        _check_place(kind, fields[name], clause)
    return kind, fields


def resolve(name: str) -> Field:
    descriptor, path = message_class("services.GoogleAdsRow").DESCRIPTOR, []
    leaf = None
    for part in name.split("."):
        leaf = field_of(descriptor, part) if descriptor is not None else None
        if leaf is None or part.endswith("_"):
            raise refuse("UNRECOGNIZED_FIELD", f"unrecognized field {name!r} in the query.")
        path.append(leaf.name)
        descriptor = leaf.message_type if not leaf.is_repeated else None
    if len(path) < 2:
        raise refuse("UNRECOGNIZED_FIELD", f"unrecognized field {name!r} in the query.")
    return Field(name, tuple(path), leaf)


def _check_place(kind: Kind, field: Field, clause: str) -> None:
    where = "SELECT" if clause == "SELECT" else "WHERE"
    if field.top == "metrics":
        if not kind.has_metrics or field.name not in METRICS:
            words = f"cannot select or filter on the metric {field.name!r} with resource {kind.name!r}."
            raise refuse("PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE", words)
    elif field.top == "segments":
        if not kind.has_metrics or field.name not in SEGMENTS:
            words = f"cannot select or filter on the segment {field.name!r} with resource {kind.name!r}."
            raise refuse("PROHIBITED_SEGMENT_IN_SELECT_OR_WHERE_CLAUSE", words)
    elif field.top not in (kind.name, *kind.above):
        words = f"resource {field.top!r} can't be used with {kind.name!r} in the FROM clause."
        raise refuse(f"PROHIBITED_RESOURCE_TYPE_IN_{where}_CLAUSE", words)
    if field.is_message and (clause != "SELECT" or not (field.leaf.is_repeated or field.is_whole)):
        raise refuse(f"PROHIBITED_FIELD_IN_{clause}_CLAUSE", f"field {field.name!r} is not allowed here.")

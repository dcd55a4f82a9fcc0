"""Own figures: made, changed and deleted by people of the organisation."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from analytics.expressions import FIGURES, ExpressionError, Unit, parse
from analytics.expressions.figures import SYNONYMS
from analytics.models import CustomMetric
from tenants.errors import Conflict, Invalid
from tenants.services import record_audit
from tenants.types import Actor

MOST = 50
"""Own figures of one organisation."""
LONGEST_NAME = 60


@transaction.atomic
def create_custom_metric(
    *, name: str, expression: str, actor: Actor, now: datetime, is_percent: bool = False
) -> CustomMetric:
    """Make an own figure; `is_percent` shows a ratio of 0.4 as 40 %. Names differ by more than case, also from the base figures'.

    Raises Invalid (name, expression, is_percent), and Conflict where there are as many as there may be. Locks the table of own
    figures against other writes, until the end of the transaction.
    """
    _lock()
    values = _checked(name, expression, is_percent, but=None)
    if CustomMetric.objects.count() >= MOST:
        raise Conflict(f"There are {MOST} own figures, which is the most. Delete one that nobody needs.")
    made = CustomMetric.objects.create(**values, created_at=now, created_by_label=actor.label[:255])
    record_audit(action="custom_metric.created", actor=actor, target=made, detail=values, now=now)
    return made


@transaction.atomic
def change_custom_metric(
    *, metric: CustomMetric, name: str, expression: str, actor: Actor, now: datetime, is_percent: bool = False
) -> CustomMetric:
    """Give an own figure another name or expression; earlier periods show the new one as well.

    Idempotent; says in the audit trail from what to what. Raises Invalid; Conflict where it is deleted. Locks as
    `create_custom_metric` does.
    """
    _lock()
    values = _checked(name, expression, is_percent, but=metric)
    kept = CustomMetric.objects.filter(pk=metric.pk).first()
    if kept is None:
        raise Conflict("This figure was deleted in the meantime.")
    changed = {key: [getattr(kept, key), value] for key, value in values.items() if getattr(kept, key) != value}
    if changed:
        CustomMetric.objects.filter(pk=kept.pk).update(**values)
        kept.refresh_from_db()
        record_audit(action="custom_metric.changed", actor=actor, target=kept, detail=changed, now=now)
    return kept


@transaction.atomic
def delete_custom_metric(*, metric: CustomMetric, actor: Actor, now: datetime) -> None:
    """Delete an own figure; the figures that it was computed from stay. Idempotent."""
    deleted, _ = CustomMetric.objects.filter(pk=metric.pk).delete()
    if deleted:
        detail = {"expression": metric.expression}
        record_audit(action="custom_metric.deleted", actor=actor, target=metric, detail=detail, now=now)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE analytics_custommetric IN SHARE ROW EXCLUSIVE MODE")


def _checked(name: str, expression: str, is_percent: bool, *, but: CustomMetric | None) -> dict[str, Any]:
    """Return what is to be stored. Raises Invalid."""
    name, expression = " ".join(name.split()), expression.strip()
    problems = {}
    if problem := _problem_of_name(name, but):
        problems["name"] = problem
    try:
        if parse(expression).unit != Unit.RATIO and is_percent:
            problems["is_percent"] = "Only a ratio can be shown as a percentage."
    except ExpressionError as error:
        problems["expression"] = f"At character {error.start + 1}: {error.message}" if expression else error.message
    if problems:
        raise Invalid(problems)
    return {"name": name, "expression": expression, "is_percent": is_percent}


def _problem_of_name(name: str, but: CustomMetric | None) -> str:
    if not 1 <= len(name) <= LONGEST_NAME:
        return f"Write a name of 1 to {LONGEST_NAME} characters."
    if not name.isprintable():
        return "Write a name of letters that can be seen."
    if name.casefold() in {*FIGURES, *SYNONYMS}:
        return f"“{name}” is one of the base figures. Choose another name."
    others = {other for pk, other in CustomMetric.objects.values_list("pk", "name") if but is None or pk != but.pk}
    if name.casefold() in {other.casefold() for other in others}:
        return "Another figure has this name. Choose another one."
    return ""

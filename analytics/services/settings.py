"""How long an organisation keeps its numbers."""

from datetime import datetime

from django.db import transaction

from analytics.models import Retention
from analytics.selectors.settings import ONLY_ROW, get_retention
from tenants.errors import Invalid
from tenants.services import record_audit
from tenants.types import Actor

LIMITS = {"steps_days": (7, 730), "revisions_months": (2, 120), "facts_months": (14, 120)}
"""The least and the most of each. A period can be set against the same one a year before, so figures stay 14 months."""
DAYS_A_MONTH = 28
"""The shortest month: what is kept so many months is kept at least so many days each."""


def change_retention(
    *, steps_days: int, revisions_months: int, facts_months: int | None, actor: Actor, now: datetime
) -> Retention:
    """Decide how long numbers are kept; says in the audit trail from what to what. Idempotent. Raises Invalid.

    Every earlier value is kept `steps_days`, then one a day until `revisions_months` are over; the figures themselves
    `facts_months`, None being for good. What has run out is forgotten the next night, not here.
    """
    values = {"steps_days": steps_days, "revisions_months": revisions_months, "facts_months": facts_months}
    if problems := _problems(steps_days, revisions_months, facts_months):
        raise Invalid(problems)
    with transaction.atomic():
        Retention.objects.get_or_create(pk=ONLY_ROW)
        kept = Retention.objects.select_for_update().get(pk=ONLY_ROW)
        changed = {name: [getattr(kept, name), value] for name, value in values.items() if getattr(kept, name) != value}
        if changed:
            Retention.objects.filter(pk=ONLY_ROW).update(**values)
            record_audit(action="retention.changed", actor=actor, target=kept, detail=changed, now=now)
    return get_retention()


def _problems(steps_days: int, revisions_months: int, facts_months: int | None) -> dict[str, str]:
    given = {"steps_days": steps_days, "revisions_months": revisions_months, "facts_months": facts_months}
    found = {name: problem for name, value in given.items() if (problem := _outside(name, value))}
    if found:
        return found
    if steps_days > revisions_months * DAYS_A_MONTH:
        found["steps_days"] = f"Earlier values are kept {revisions_months} months; choose fewer days, or more months."
    if facts_months is not None and revisions_months > facts_months:
        found["revisions_months"] = (
            f"The numbers are kept {facts_months} months; what they were before cannot outlive them."
        )
    return found


def _outside(name: str, value: int | None) -> str:
    least, most = LIMITS[name]
    unit = name.rpartition("_")[2]
    return "" if value is None or least <= value <= most else f"Write a number of {unit} from {least} to {most}."

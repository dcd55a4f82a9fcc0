"""What somebody does in the platforms' own managers, behind our back."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from campaigns.models import Ad, AdGroup
from campaigns.types import TargetField
from integrations.types import BudgetLevel
from tests.campaigns.property import truth
from tests.campaigns.property.base import BUDGETS, Base, pick, which

statuses = st.sampled_from(("active", "paused"))


class Elsewhere(Base):
    """Drift in the making."""

    @rule(number=which, minor=st.sampled_from(BUDGETS))
    def set_budget_behind_our_back(self, number: int, minor: int):
        """A day, or (of a campaign with one) in all."""
        part = pick(self.house.parts(), number)
        before = truth.read_campaigns(self.house.sandbox)[part.external_id]
        if before.daily_minor is not None:
            self._set_budget(part.external_id, before, TargetField.DAILY_BUDGET, minor)
        elif before.lifetime_minor is not None:
            self._set_budget(part.external_id, before, TargetField.LIFETIME_BUDGET, 10 * minor)

    @rule(number=which, minor=st.sampled_from(BUDGETS))
    def set_group_budget_behind_our_back(self, number: int, minor: int):
        own = AdGroup.objects.filter(platform_campaign__budget_level=BudgetLevel.AD_GROUP).exclude(external_id="")
        group = pick(list(own.order_by("pk")), number)
        before = truth.read_spenders(self.house.sandbox)[group.external_id]
        self._set_budget(group.external_id, before, TargetField.DAILY_BUDGET, minor)

    @rule(number=which, status=statuses)
    def switch_behind_our_back(self, number: int, status: str):
        self._switch(pick(self.house.parts(), number), status)

    @rule(number=which, status=statuses, kind=st.sampled_from((AdGroup, Ad)))
    def switch_below_behind_our_back(self, number: int, status: str, kind: Any):
        self._switch(pick(list(kind.objects.exclude(external_id="").order_by("pk")), number), status)

    def _set_budget(self, external_id: str, before: truth.Seen, field: TargetField, minor: int) -> None:
        is_whole = field == TargetField.LIFETIME_BUDGET
        truth.edit_budget(self.house.sandbox, before.platform, external_id, minor, is_whole=is_whole)
        self.edits[external_id, field].append(minor)
        raised = max(0, minor - ((before.lifetime_minor if is_whole else before.daily_minor) or 0))
        by = self.ceilings.a_day_of(external_id, None, raised) if is_whole else raised
        self.ceilings.raised_there(before.account, external_id, by)

    def _switch(self, row: Any, status: str) -> None:
        """Switch something that is there; what was put away stays so."""
        seen = truth.read_everything(self.house.sandbox)
        before = seen[row.external_id]
        if before.status == "archived":
            return
        truth.edit_status(self.house.sandbox, before.platform, row.external_id, status)
        self.edits[row.external_id, TargetField.STATUS].append(status)
        if status == "active" != before.status:
            self.ceilings.raised_there(before.account, row.external_id, self._may_spend(row.external_id, seen))

    def _may_spend(self, external_id: str, seen: dict[str, truth.Seen]) -> int:
        """Return the most that something may spend a day once it is on, whatever is off around it."""
        one = seen[external_id]
        below = [other.daily_minor or 0 for other in seen.values() if other.parent == external_id]
        return self.ceilings.a_day_of(external_id, one.daily_minor, one.lifetime_minor) + sum(below)

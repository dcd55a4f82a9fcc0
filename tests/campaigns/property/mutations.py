"""Ways to break the product, each of which the random sequences must notice. Applied to the running product, one at a time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from campaigns.models import Change, ChangeSet
from campaigns.selectors.commitments import reading
from campaigns.selectors.policy import Rates
from campaigns.services import (
    applying,
    approvals,
    calls,
    claims,
    drifting,
    recording,
    saga,
    stopping,
    thresholds,
    undoing,
)
from campaigns.services.guards import checking, stopped
from campaigns.services.targets import store_values
from campaigns.types import TargetField
from integrations import types
from integrations.errors import PlatformError
from tests.campaigns.property.accidents import Accidents
from tests.campaigns.property.base import Base
from tests.campaigns.property.bounds import Bounds
from tests.campaigns.property.budgets import Budgets
from tests.campaigns.property.contents import Contents
from tests.campaigns.property.deciding import Deciding
from tests.campaigns.property.elsewhere import Elsewhere
from tests.campaigns.property.switching import Switching
from tests.campaigns.property.workers import Workers


def guard_forgets_what_is_paused(patch) -> None:
    real = checking.may_spend_more
    patch.setattr(checking, "may_spend_more", lambda one: one.field != TargetField.STATUS and real(one))


def ceiling_before_conversion(patch) -> None:
    patch.setattr(Rates, "add_up", lambda self, amounts, to: sum(amounts.values()))


def ceiling_forgets_what_is_under_way(patch) -> None:
    patch.setattr(reading, "_unsure_changes", Change.objects.none)


def undo_writes_the_wrong_value(patch) -> None:
    real = undoing._swapped

    def swapped(change, *more):
        return replace(real(change, *more), after=change.after)

    patch.setattr(undoing, "_swapped", swapped)


def applied_before_the_platform_answered(patch) -> None:
    real = applying._send

    def send(part, what):
        try:
            return real(part, what)
        except PlatformError:
            if not isinstance(what, calls.Set):
                raise
            return types.StepResult(what.ref.external_id)

    patch.setattr(applying, "_send", send)


def lost_answer_not_looked_for(patch) -> None:
    patch.setattr(saga.Saga, "find", lambda *_: None)


def retry_makes_twice(patch) -> None:
    real = saga.Saga._make

    def make(self, step, was_tried):
        if was_tried:
            real(self, step, False)
        return real(self, step, was_tried)

    patch.setattr(saga.Saga, "_make", make)


def drift_kept_without_a_change(patch) -> None:
    real = drifting.ledger.record_changes

    def record(**given: Any) -> ChangeSet:
        if drifting.KEPT not in given["why"].evidence:
            return real(**given)
        store_values(given["wanted"])
        return ChangeSet()

    patch.setattr(drifting.ledger, "record_changes", record)


def members_need_no_approval(patch) -> None:
    patch.setattr(approvals.tenants, "may", lambda *_: True)


def growth_needs_no_approval(patch) -> None:
    patch.setattr(thresholds, "_growth", lambda *_: "")


def failure_keeps_what_was_wanted(patch) -> None:
    patch.setattr(claims, "move_back", lambda change: None)


def what_takes_a_place_forgets_where_it_began(patch) -> None:
    patch.setattr(recording, "started_from", lambda change, _: {"before": change.before, "evidence": change.evidence})


def stop_lets_through_what_is_under_way(patch) -> None:
    patch.setattr(stopped, "held_back", lambda change: "")
    patch.setattr("campaigns.services.guards.held_back", lambda change: "")
    patch.setattr(stopping, "list_slipped", lambda **_: [])


CEILING, REPLAY = " a day there, ceiling ", "the ledger replays to "
UNEXPLAINED = "and nothing says why|, seen as "
TWICE = "taken for somebody else's|made and not known here"
MUTATIONS: tuple[tuple[Callable, tuple[type[Base], ...], str], ...] = (
    (guard_forgets_what_is_paused, (Switching, Budgets, Bounds, Accidents), CEILING),
    (ceiling_before_conversion, (Switching, Budgets, Bounds, Accidents), CEILING),
    (ceiling_forgets_what_is_under_way, (Switching, Budgets, Bounds, Accidents), CEILING),
    (undo_writes_the_wrong_value, (Switching, Budgets, Deciding, Accidents), ": .+, not "),
    (applied_before_the_platform_answered, (Switching, Budgets, Accidents), UNEXPLAINED),
    (lost_answer_not_looked_for, (Contents, Accidents), TWICE),
    (retry_makes_twice, (Contents, Deciding, Accidents), TWICE),
    (drift_kept_without_a_change, (Elsewhere, Deciding, Accidents), REPLAY),
    (members_need_no_approval, (Switching, Budgets, Accidents), "of a member went through by itself"),
    (growth_needs_no_approval, (Budgets, Bounds, Accidents), ": the growth"),
    (failure_keeps_what_was_wanted, (Switching, Budgets, Accidents), REPLAY),
    (what_takes_a_place_forgets_where_it_began, (Switching, Budgets, Accidents), " began at .+, but it was "),
    (stop_lets_through_what_is_under_way, (Bounds, Workers, Accidents), "runs although all is stopped"),
)
"""Each with the families of operations that are enough to notice it soon, and the oracle's words (a pattern) that name it."""

"""What is said when something is done to many campaigns."""

from collections.abc import Sequence
from decimal import Decimal

from campaigns.services import words
from campaigns.types.bulk import Bulk, BulkAction, Line

NOT_RUNNING = "It does not run."
NOT_PAUSED = "It is not paused."
ENDED = "It has ended. Choose a later end first."
ARCHIVED = "It is archived already."
LAUNCHING = "It is being launched right now. Wait until that has finished."
MOVING = "It is being changed right now. Wait a moment, then look again."
IS_DRAFT = "It is a draft; its budget is part of it."
NO_BUDGET = "It has no budget that could be changed here."
IN_ALL = "Its budget is one in all; change it by percent, or on its page."
OTHER_MONEY = "Its budget is in {own}, not in {other}."
TOO_LITTLE = "Nothing would be left of it. Pause it instead."
SAME_BUDGET = "It is so already."
HAS_TAG = "It has this tag already."
FULL_OF_TAGS = "It has as many tags as fit."
NO_TAG = "It does not have this tag."
HAS_LABEL = "It is there already."
VERBS = {BulkAction.PAUSE: "Pause", BulkAction.RESUME: "Resume", BulkAction.ARCHIVE: "Archive"}


def label_of(bulk: Bulk, lines: Sequence[Line], label: str) -> str:
    """Return what it is called: Pause 12 campaigns. `label` is the name of the drawer that is meant."""
    campaigns = {line.campaign.pk: line.campaign.name for line in lines}
    whom = next(iter(campaigns.values())) if len(campaigns) == 1 else f"{len(campaigns):,} campaigns"
    if bulk.action in VERBS:
        return f"{VERBS[bulk.action]} {whom}"
    if bulk.action == BulkAction.BUDGET:
        return f"Change the budget of {whom}: {_of_budget(bulk)}"
    if bulk.action == BulkAction.LABEL:
        return f"Move {whom} to {label}" if label else f"Take the label off {whom}"
    return f"Tag {whom}: {bulk.tag}" if bulk.action == BulkAction.ADD_TAG else f"Take the tag {bulk.tag} off {whom}"


def _of_budget(bulk: Bulk) -> str:
    if bulk.percent is not None:
        return f"{_signed(bulk.percent)}%"
    if bulk.to_minor is not None:
        return f"{words.of_money(bulk.to_minor, bulk.currency)} a day each"
    by = bulk.by_minor or 0
    return f"{'+' if by > 0 else '−'}{words.of_money(abs(by), bulk.currency)} a day each"


def _signed(percent: Decimal) -> str:
    return f"{'+' if percent > 0 else '−'}{abs(percent).normalize():f}"

"""One thing done to many campaigns, and what it would come to."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from campaigns.types.finding import Filters
from campaigns.types.values import Wanted, Warning


class BulkAction(StrEnum):
    """What can be done to many campaigns at once."""

    PAUSE = "pause"
    RESUME = "resume"
    BUDGET = "budget"
    ADD_TAG = "add_tag"
    REMOVE_TAG = "remove_tag"
    LABEL = "label"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Bulk:
    """An action with what it needs.

    Of BUDGET one of three: `percent` (12.5 raises by an eighth), `by_minor` (more or less by so much a day), `to_minor`
    (so much a day); amounts are in `currency` and leave budgets in others, and those in all, alone. Of tags `tag`; of
    LABEL `label`, None takes it away.
    """

    action: BulkAction
    percent: Decimal | None = None
    by_minor: int | None = None
    to_minor: int | None = None
    currency: str = ""
    tag: str = ""
    label: UUID | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which campaigns: those with these ids, or all that fit the filters."""

    ids: tuple[UUID, ...] = ()
    fitting: Filters | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what would happen: a field of something from `before` to `after`, or why it stays as it is.

    `field` is a change's, or "tag" and "label". `wanted` is None where nothing of it reaches a platform.
    """

    campaign: Any
    name: str
    platform: str = ""
    field: str = ""
    before: Any = None
    after: Any = None
    currency: str = ""
    refusal: str = ""
    wanted: Wanted | None = None
    warnings: tuple[Warning, ...] = ()

    @property
    def key(self) -> str:
        """Return what tells this line from others that it might have been."""
        target = self.wanted.target.uuid if self.wanted else self.campaign.uuid
        return f"{target}:{self.field}:{self.before}:{self.after}"


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """Every line of what would happen. `obstacles` stand against all of it; `approval_reason` says why somebody must approve.

    `fingerprint` stands for the lines: who hands it back is told when they are others by then.
    """

    bulk: Bulk
    lines: tuple[Line, ...]
    label: str
    obstacles: tuple[str, ...]
    approval_reason: str
    fingerprint: str

    @property
    def changing(self) -> list[Line]:
        """Return the lines that change something."""
        return [line for line in self.lines if not line.refusal]

    @property
    def refused(self) -> list[Line]:
        """Return the lines that stay as they are."""
        return [line for line in self.lines if line.refusal]

    @property
    def campaign_count(self) -> int:
        """Return how many campaigns change."""
        return len({line.campaign.pk for line in self.changing})


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What was begun: the change set (None where nothing has to reach a platform), and the lines."""

    change_set: Any
    preview: BulkPreview

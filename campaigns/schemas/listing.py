"""Labels, tags, and what is done to many campaigns at once."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from campaigns.schemas.ledger import ChangeSetOut
from campaigns.types.bulk import Bulk, BulkAction, Chosen, Line
from campaigns.types.finding import Filters

MOST_IDS = 5000


class LabelIn(Schema):
    """A label's name."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=200)


class LabelOut(Schema):
    """A label; `campaigns` counts those that have not ended."""

    id: UUID = Field(alias="uuid")
    name: str
    campaigns: int = Field(0, alias="count")


class TagOut(Schema):
    """A tag, and how many campaigns have it."""

    tag: str
    campaigns: int


class FiltersIn(Schema):
    """The list's filters; an empty one holds for everything."""

    model_config = ConfigDict(extra="forbid")

    search: str = Field("", max_length=100)
    status: str = Field("", max_length=60)
    platform: str = Field("", max_length=60)
    label: str = Field("", max_length=60)
    tag: str = Field("", max_length=60)
    account: str = Field("", max_length=60)
    purpose: str = Field("", max_length=60)
    needs: str = Field("", max_length=60)

    def filters(self) -> Filters:
        """Return the filters."""
        return Filters(**{name: value.replace("\x00", "") for name, value in self.model_dump().items()})


class BulkIn(Schema):
    """What to do, and to which campaigns: those named, or all that fit.

    Of `budget` one of `percent`, `by_minor`, `to_minor` (minor units a day of `currency`); of tags `tag`; of `label`
    the label's id, or null to take it away. `fingerprint`: of the preview that was looked at; where the lines are
    others by then, nothing is done (409).
    """

    model_config = ConfigDict(extra="forbid")

    action: BulkAction
    campaigns: list[UUID] = Field(default_factory=list, max_length=MOST_IDS)
    fitting: FiltersIn | None = None
    percent: Decimal | None = Field(None, max_digits=8, decimal_places=3)
    by_minor: int | None = Field(None, ge=-(10**12), le=10**12)
    to_minor: int | None = Field(None, ge=-(10**12), le=10**12)
    currency: str = Field("", max_length=3)
    tag: str = Field("", max_length=200)
    label: UUID | None = None
    reason: str = Field("", max_length=500)
    fingerprint: str = Field("", max_length=64)

    def bulk(self) -> Bulk:
        """Return the action."""
        return Bulk(self.action, self.percent, self.by_minor, self.to_minor, self.currency, self.tag, self.label)

    def chosen(self) -> Chosen:
        """Return which campaigns are meant."""
        return Chosen(tuple(self.campaigns), None if self.campaigns or self.fitting is None else self.fitting.filters())


class WarningOut(Schema):
    """What a change would throw back, with the platform's own words."""

    target: UUID
    text: str
    evidence: str


class LineOut(Schema):
    """One line: a field of something from `before` to `after`, or why it stays as it is (`refusal`)."""

    campaign: UUID = Field(alias="campaign.uuid")
    name: str
    platform: str
    field: str
    target: UUID | None = None
    before: Any
    after: Any
    currency: str
    refusal: str
    warnings: list[WarningOut]

    @staticmethod
    def resolve_target(line: Line) -> UUID | None:
        """Return what would change; nothing where it is the campaign itself."""
        return line.wanted.target.uuid if line.wanted else None


class BulkPreviewOut(Schema):
    """Every line of what would happen; `obstacles` stand against all of it."""

    label: str
    lines: list[LineOut]
    obstacles: list[str]
    approval_reason: str
    fingerprint: str


class BulkOut(Schema):
    """What was begun: `change_set` is null where nothing has to reach a platform; `changed` counts lines."""

    label: str
    changed: int
    refused: list[LineOut]
    change_set: ChangeSetOut | None

"""Drafts as they are kept, copies, and matrices of ads."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from campaigns import drafting
from campaigns.schemas.inputs import CampaignIn, ReasonIn
from integrations.types import Targeting

Gaps = dict[str, dict[str, list[str]]]


class DraftOut(Schema):
    """A draft as it is kept. `draft` can be sent back to be saved; `gaps` say by step and field what it lacks."""

    campaign: UUID
    version: int
    saved_by: str
    saved_at: datetime
    gaps: Gaps
    draft: CampaignIn


class DuplicateIn(Schema):
    """On which ad accounts the copy is to run (the same ones when it is left out), and what it is called."""

    model_config = ConfigDict(extra="forbid")

    accounts: list[UUID] = Field(default_factory=list, max_length=10)
    name: str = ""


class CopyIn(ReasonIn):
    """Into what it is copied: its own when that is left out."""

    into: UUID | None = None
    name: str = ""


class AudienceIn(Schema):
    """Whom one ad group of a matrix aims at."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field("", description="empty: whom it aims at")
    targeting: Targeting


class VariantsIn(Schema):
    """An ad group for each audience, in it an ad for each text with each picture or video.

    An empty list leaves that side as the first ad has it. `accounts`: on which of the draft's ad accounts; all when empty.
    """

    model_config = ConfigDict(extra="forbid")

    texts: list[str] = Field(default_factory=list, max_length=50)
    assets: list[UUID] = Field(default_factory=list, max_length=50)
    audiences: list[AudienceIn] = Field(default_factory=list, max_length=50)
    accounts: list[UUID] = Field(default_factory=list, max_length=10)
    version: int | None = None

    def variants(self) -> drafting.Variants:
        """Return it as the services take it."""
        audiences = tuple(drafting.Audience(one.targeting, one.name) for one in self.audiences)
        return drafting.Variants(tuple(self.texts), tuple(self.assets), (), audiences)


class VariantCountOut(Schema):
    """What a matrix makes on one ad account; `unused` are the sides that its platform does not show."""

    ad_account: UUID
    ad_groups: int
    ads_per_group: int
    ads: int
    ads_most: int
    unused: list[str]
    problem: str

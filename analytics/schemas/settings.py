"""How long numbers are kept, for programs."""

from ninja import Schema
from pydantic import Field


class RetentionIn(Schema):
    """How long numbers are kept. What has run out is forgotten the next night."""

    steps_days: int = Field(description="every earlier value of a figure is kept so long, then one a day; 7 to 730")
    revisions_months: int = Field(description="then earlier values are forgotten; 2 to 120")
    facts_months: int | None = Field(description="then figures are forgotten; 14 to 120, null: kept for good")


class RetentionOut(RetentionIn):
    """How long numbers are kept."""

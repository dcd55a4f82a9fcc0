"""The organisation's own storage, for programs."""

from datetime import datetime

from ninja import Schema
from pydantic import Field


class WarehousePlace(Schema):
    """Where the nightly copy goes. Of the key only its id is ever shown."""

    endpoint: str = Field("", max_length=300, description="of an S3-compatible storage; empty: Amazon's own")
    region: str = Field("", max_length=64)
    bucket: str = Field(max_length=63)
    prefix: str = Field(
        "", max_length=200, description="what the objects' names begin with, without a slash at the end"
    )
    key_id: str = Field(max_length=128)
    is_on: bool = True


class WarehouseIn(WarehousePlace):
    """The same with the secret; an empty one keeps the one before, unless the endpoint or the key is another."""

    secret: str = Field("", max_length=500)


class WarehouseOut(WarehousePlace):
    """Where the copy goes, and how it went."""

    checked_at: datetime | None = Field(
        description="when writing there was tried and worked; null: not since it was set"
    )
    error: str = Field(description="what went wrong last; empty where nothing did")
    days_copied: int = 0

    @staticmethod
    def resolve_days_copied(warehouse) -> int:
        """Return how many days of figures lie there."""
        return warehouse.days_copied

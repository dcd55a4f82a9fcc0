"""What the API takes and gives. Never a token."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from integrations.types import AccountStatus, ConnectionStatus, Platform, SyncStatus


class NeedOut(Schema):
    """Something that is missing before an ad can run, and where to get it; `is_blocking`: no ad runs without it."""

    key: str
    text: str
    is_blocking: bool


class AdAccountOut(Schema):
    """An ad account. `needs` is what is missing before an ad can run."""

    id: UUID = Field(alias="uuid")
    connection_id: UUID = Field(alias="connection.uuid")
    platform: Platform
    external_id: str
    name: str
    currency: str
    time_zone: str
    status: AccountStatus
    status_words: str
    needs: list[NeedOut]
    sync_status: SyncStatus
    sync_error: str
    objects_synced_at: datetime | None
    metrics_synced_at: datetime | None
    connected_at: datetime
    connected_by: str = Field(alias="connected_by_label")


class OfferedAccountOut(Schema):
    """An ad account that a permission reaches."""

    external_id: str
    name: str
    currency: str
    time_zone: str
    is_usable: bool
    status_words: str
    needs: list[NeedOut]


class ConnectionOut(Schema):
    """A permission, and the ad accounts that it reaches."""

    id: UUID = Field(alias="uuid")
    platform: Platform
    user_label: str
    status: ConnectionStatus
    last_error: str
    expires_at: datetime | None
    connected_at: datetime
    connected_by: str = Field(alias="connected_by_label")
    offered: list[OfferedAccountOut]


class BeginIn(Schema):
    """Which platform to connect."""

    platform: Platform


class DepartureOut(Schema):
    """Where to send the person, and for how many seconds the way back stays open."""

    authorize_url: str
    expires_in_s: int = Field(alias="lives_s")


class FinishIn(Schema):
    """What came back from the consent page in the query of the redirect address; TikTok calls the code `auth_code`."""

    platform: Platform
    code: str = Field(min_length=1, max_length=2000)
    state: str = Field(min_length=1, max_length=4000)


class ChooseIn(Schema):
    """The platform's own ids of the accounts to work with."""

    external_ids: list[str] = Field(min_length=1, max_length=200)

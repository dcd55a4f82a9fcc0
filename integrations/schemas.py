"""What the API takes and gives. Never a token."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from integrations.types import AccountStatus, ConnectionStatus, Platform, SyncStatus, TargetingKind


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


class OptionOut(Schema):
    """Something that an account's ads can speak for, or count by."""

    kind: str
    external_id: str
    name: str
    is_chosen: bool


class RepairOut(Schema):
    """Something that the platform wants declared before it takes any change; `external_id` is the platform's campaign."""

    external_id: str
    name: str
    text: str


class QuotaOut(Schema):
    """What is used of what the account may ask its platform. `used` and `limit` are calls in 24 hours, where they are
    counted here; `percent` null: not known. `regain_at`: the platform asks to wait until then."""

    percent: float | None
    used: int | None
    limit: int | None
    regain_at: datetime | None


class HealthOut(Schema):
    """How an ad account is. `access_ends_at`: when somebody must connect again; null: not by itself. `numbers_every_s`:
    how often its numbers come, `numbers_words` why not oftener. `checked_at`: when the platform was last asked."""

    status_words: str
    connection_status: ConnectionStatus
    access_ends_at: datetime | None
    may_change: bool
    missing_permissions: list[str]
    needs: list[NeedOut]
    repairs: list[RepairOut]
    options: list[OptionOut]
    quota: QuotaOut
    numbers_every_s: int
    numbers_words: str
    checked_at: datetime | None


class HealthJobOut(Schema):
    """The job that asks the platform again; `GET /jobs/{id}` follows it."""

    id: UUID = Field(alias="uuid")


class PresenceIn(Schema):
    """One of the account's options."""

    kind: str = Field(min_length=1, max_length=32)
    external_id: str = Field(min_length=1, max_length=200)


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
    """A permission, and the ad accounts that it reaches. `access_ends_at`: when it must be given again, if by itself."""

    id: UUID = Field(alias="uuid")
    platform: Platform
    user_label: str
    status: ConnectionStatus
    last_error: str
    access_ends_at: datetime | None
    connected_at: datetime
    connected_by: str = Field(alias="connected_by_label")
    offered: list[OfferedAccountOut]


class TargetingOptionOut(Schema):
    """Something to aim at; `key` goes into a targeting, `path` says where it belongs, `people` about how many it reaches."""

    kind: TargetingKind
    key: str
    name: str
    path: list[str]
    people: int | None = None


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

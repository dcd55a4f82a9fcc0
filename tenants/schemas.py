"""What the API takes and gives."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from tenants.models import SavedView
from tenants.roles import Role


class OrganizationOut(Schema):
    """The organisation of this host."""

    id: UUID = Field(alias="uuid")
    name: str
    slug: str
    time_zone: str
    currency: str
    locale: str
    is_demo: bool


class OrganizationIn(Schema):
    """What may be changed; what is left out stays."""

    name: str | None = None
    time_zone: str | None = None
    currency: str | None = None
    locale: str | None = None


class UserOut(Schema):
    """A person."""

    id: UUID = Field(alias="uuid")
    email: str
    name: str


class MeOut(Schema):
    """Who is asking, and what they may do here."""

    kind: str
    id: UUID | None
    label: str
    role: Role
    permissions: list[str]
    organization: OrganizationOut


class MemberOut(Schema):
    """A membership."""

    id: UUID = Field(alias="uuid")
    user: UserOut
    role: Role
    created_at: datetime


class RoleIn(Schema):
    """A role to give."""

    role: Role


class InvitationIn(Schema):
    """Whom to invite."""

    email: str = Field(max_length=254)
    role: Role


class InvitationOut(Schema):
    """An invitation that can still be accepted."""

    id: UUID = Field(alias="uuid")
    email: str
    role: Role
    invited_by: str = Field(alias="invited_by_label")
    created_at: datetime
    expires_at: datetime


class ApiKeyIn(Schema):
    """A key to make."""

    name: str = Field(max_length=100)
    role: Role
    expires_at: datetime | None = None


class ApiKeyOut(Schema):
    """A key without its secret."""

    id: UUID = Field(alias="uuid")
    name: str
    role: Role
    prefix: str
    created_by: str = Field(alias="created_by_label")
    created_at: datetime
    expires_at: datetime | None
    last_used_on: date | None
    revoked_at: datetime | None


class NewApiKeyOut(ApiKeyOut):
    """A key with its secret, which is shown this once."""

    secret: str


class AuditEventOut(Schema):
    """Something that was done here."""

    id: UUID = Field(alias="uuid")
    at: datetime
    action: str
    actor_kind: str
    actor_id: UUID | None
    actor_label: str
    target_type: str
    target_id: UUID | None
    target_label: str
    detail: dict[str, Any]


class SavedViewIn(Schema):
    """A page's parameters under a name, each with a value or a list of them; shared: everybody here sees it."""

    model_config = ConfigDict(extra="forbid")

    page: str = Field("campaigns", max_length=40, description="campaigns or explore")
    name: str = Field(max_length=200)
    query: dict[str, str | list[str]] = Field(default_factory=dict, max_length=20)
    is_shared: bool = False


class SavedViewOut(Schema):
    """A view of a page."""

    id: UUID = Field(alias="uuid")
    page: str
    name: str
    query: dict[str, str | list[str]]
    is_shared: bool

    @staticmethod
    def resolve_is_shared(view: SavedView) -> bool:
        """Return whether it is everybody's."""
        return view.owner_id is None

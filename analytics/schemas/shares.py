"""Share links and branding, for programs."""

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.selectors.shares import address_of


class ShareLinkIn(Schema):
    """What a link is to show: one edition, or always a standing report's newest; name one of the two."""

    edition: UUID | None = None
    report: UUID | None = None
    days: int | None = Field(30, description="how long it works, 1 to 366; null: until it is withdrawn")
    password: str = Field("", description="8 to 128 characters; empty: none is asked")


class ShareLinkOut(Schema):
    """A link. Whoever has its address sees the report, so keep it as you would the report."""

    id: UUID = Field(alias="uuid")
    edition: UUID | None
    report: UUID | None
    sent_to: str | None = Field(description="the address that it went to with the report's e-mail; null: made by hand")
    url: str = Field(description="empty where it cannot be read any more")
    has_password: bool
    expires_at: datetime | None
    revoked_at: datetime | None
    opened_at: datetime | None = Field(description="when it was last looked at, to the hour")
    created_by: str = Field(alias="created_by_label")
    created_at: datetime

    @staticmethod
    def resolve_edition(link) -> UUID | None:
        """Return the one edition that it shows."""
        return link.edition.uuid if link.edition else None

    @staticmethod
    def resolve_report(link) -> UUID | None:
        """Return the report of which it shows the newest."""
        return link.report.uuid if link.report else None

    @staticmethod
    def resolve_sent_to(link) -> str | None:
        """Return whom it was sent to."""
        return link.delivery.address if link.delivery else None

    @staticmethod
    def resolve_url(link) -> str:
        """Return the whole address."""
        return address_of(link)

    @staticmethod
    def resolve_has_password(link) -> bool:
        """Return whether it asks for one."""
        return bool(link.password)


class BrandingIn(Schema):
    """Whose name reports carry; empty takes the operator's."""

    name: str = ""
    accent: str = Field("", description="#rrggbb; one too near to the paper is kept darker")
    footer: str = ""


class BrandingOut(BrandingIn):
    """What the organisation chose."""

    has_logo: bool

    @staticmethod
    def resolve_has_logo(own) -> bool:
        """Return whether there is one."""
        return bool(own.logo)

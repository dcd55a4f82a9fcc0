"""Who may do what on a platform: the operator's app, a person's permission, ad accounts, quotas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from integrations.types.words import QuotaScope, TargetingKind


@dataclass(frozen=True, slots=True)
class App:
    """The operator's app on a platform. Empty addresses mean the platform's own hosts."""

    app_id: str
    app_secret: str = field(repr=False)
    api_url: str = ""
    consent_url: str = ""
    token_url: str = ""


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """What an authorisation gives. Never logged: the tokens are left out of its repr. `expires_at` None: no timer."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False, default="")
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()
    external_user_id: str = ""
    user_label: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """Something that is missing before an ad can run. `text` says what, and where to get it; `is_blocking`: no ad runs
    without it (otherwise some purposes do)."""

    key: str
    text: str
    is_blocking: bool = True


@dataclass(frozen=True, slots=True)
class RemoteAccount:
    """An ad account as the platform lists it.

    `presence` says who the ads speak for and what counts as a conversion, in the platform's ids: `page_id`, `page_name`,
    `instagram_user_id`, `pixel_id`, `pixel_name`, `identity_id`, `identity_type`, `identity_name`, `identity_bc_id`,
    `conversion_action`, `conversion_name`, `business_name`, `manager_id` (the account by which Google is reached).
    """

    external_id: str
    name: str
    currency: str
    time_zone: str
    is_usable: bool = True
    status_words: str = ""
    needs: tuple[Need, ...] = ()
    presence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountLink:
    """What an adapter needs to reach one ad account. Never logged: the token is left out of its repr."""

    external_id: str
    currency: str
    time_zone: str
    access_token: str = field(repr=False)
    presence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Presence:
    """One of the things that ads can speak for or count by: a Page, an identity, a pixel, a conversion action.

    `sets` is what choosing it puts into the account's `presence`.
    """

    kind: str
    external_id: str
    name: str
    sets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TargetingOption:
    """Something to aim at, as a platform's search gives it. `key` is the platform's; `people` about how many, or None."""

    kind: TargetingKind
    key: str
    name: str
    path: tuple[str, ...] = ()
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people an audience holds, as the platform guesses; both None where it does not say, with the reason."""

    lowest: int | None
    highest: int | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of a quota is used, as an answer told it. `used_percent` 100 or more: stop for `regain_s` seconds."""

    scope: QuotaScope
    used_percent: float
    regain_s: int = 0
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """Something on the account that the platform wants declared before it takes any change. `external_id`: the object."""

    external_id: str
    name: str
    text: str

"""Who may do what: the one table of permissions."""

from enum import StrEnum


class Role(StrEnum):
    """A member's role in an organisation (vocabulary: role)."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    MEMBER = "member"
    CLIENT = "client"


class Permission(StrEnum):
    """What a door can ask for."""

    VIEW_REPORTS = "view_reports"
    VIEW_CAMPAIGNS = "view_campaigns"
    EDIT_CAMPAIGNS = "edit_campaigns"
    LAUNCH_CAMPAIGNS = "launch_campaigns"
    APPROVE_CHANGES = "approve_changes"
    VIEW_CONNECTIONS = "view_connections"
    MANAGE_CONNECTIONS = "manage_connections"
    VIEW_MEMBERS = "view_members"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_SETTINGS = "manage_settings"
    MANAGE_API_KEYS = "manage_api_keys"
    VIEW_AUDIT = "view_audit"
    MANAGE_BILLING = "manage_billing"
    USE_ACCOUNT = "use_account"
    """What everybody who is in may do: see who they are, follow their own job, log out."""


P = Permission
_CLIENT = {P.USE_ACCOUNT, P.VIEW_REPORTS}
_MEMBER = _CLIENT | {P.VIEW_CAMPAIGNS, P.EDIT_CAMPAIGNS, P.VIEW_CONNECTIONS, P.VIEW_MEMBERS}
_MANAGER = _MEMBER | {P.LAUNCH_CAMPAIGNS, P.APPROVE_CHANGES, P.MANAGE_CONNECTIONS, P.VIEW_AUDIT}
_ADMIN = _MANAGER | {P.MANAGE_MEMBERS, P.MANAGE_SETTINGS, P.MANAGE_API_KEYS}
_OWNER = _ADMIN | {P.MANAGE_BILLING}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CLIENT: frozenset(_CLIENT),
    Role.MEMBER: frozenset(_MEMBER),
    Role.MANAGER: frozenset(_MANAGER),
    Role.ADMIN: frozenset(_ADMIN),
    Role.OWNER: frozenset(_OWNER),
}


def may(role: str, permission: Permission) -> bool:
    """Return whether a role holds a permission; an unknown role holds none."""
    return role in ROLE_PERMISSIONS and permission in ROLE_PERMISSIONS[Role(role)]


def may_grant(own: str, wanted: str) -> bool:
    """Return whether somebody with a role may give another one: never more than they hold themselves."""
    if own not in ROLE_PERMISSIONS or wanted not in ROLE_PERMISSIONS:
        return False
    return ROLE_PERMISSIONS[Role(wanted)] <= ROLE_PERMISSIONS[Role(own)]

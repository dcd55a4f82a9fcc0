"""How a caller of the API gets in: an API key (`Authorization: Bearer adw_…`) or the session of the pages."""

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer, SessionAuth

from tenants import clock, ratelimit
from tenants.errors import Forbidden, NotFound
from tenants.models import ApiKey
from tenants.roles import Permission, may
from tenants.sealing import hash_secret
from tenants.types import Actor

NO_KEY = "This API key is not known here, was revoked, or has expired."


class ApiKeyDoor(HttpBearer):
    """Let a key of this organisation in whose role holds the permission."""

    def __init__(self, permission: Permission):
        self.permission = permission
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """Set `request.actor` and `request.role`; a wrong key is a 401 even beside a good session."""
        key = find_key(token)
        if key is None:
            raise AuthenticationError(message=NO_KEY)
        request.membership, request.role = None, key.role
        request.actor = Actor.for_api_key(key)
        return admit(request, self.permission)


class SessionDoor(SessionAuth):
    """Let a logged-in member in whose role holds the permission; a write needs the CSRF token."""

    def __init__(self, permission: Permission):
        self.permission = permission
        super().__init__()

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return None for who is not logged in."""
        if not request.user.is_authenticated:
            return None
        if request.membership is None:
            raise NotFound("There is nothing here.")
        return admit(request, self.permission)


def find_key(token: str) -> ApiKey | None:
    """Return the living key with this secret, and note the day it was used."""
    now = clock.now()
    key = ApiKey.objects.filter(secret_hash=hash_secret(token)).first()
    if key is None or not key.is_living(now):
        return None
    if key.last_used_on != now.date():
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=now.date())
    return key


def admit(request: HttpRequest, permission: Permission) -> Actor:
    """Return the actor, or raise Forbidden or TooMany."""
    ratelimit.check_api(request)
    if not may(request.role, permission):
        raise Forbidden(f"The role {request.role} does not include this ({permission.value}).")
    return request.actor

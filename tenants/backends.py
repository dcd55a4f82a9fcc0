"""Who a session belongs to."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from tenants.models import Membership, Organization, User


class MemberBackend(AuthenticationBackend):
    """Reads a session's user together with the membership in the host's organisation: one query for both, on every page."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user; `came_as` is the membership, and absent where there is none."""
        if not isinstance(connection.tenant, Organization):  # type: ignore[attr-defined]
            return super().get_user(user_id)
        memberships = Membership.objects.select_related("user").filter(organization=connection.tenant)  # type: ignore[attr-defined]
        membership = memberships.filter(user_id=user_id).first()
        if membership is None:
            return super().get_user(user_id)
        user = membership.user
        user.came_as = membership
        return user if self.user_can_authenticate(user) else None

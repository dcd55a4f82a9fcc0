"""People are global; a membership gives a person a role in one organisation."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from tenants.ids import new_id
from tenants.roles import Permission, Role, may


class UserManager(BaseUserManager):
    """Make users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a user who logs in with this e-mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Make one of the operator's staff."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        """Find by e-mail whatever its case."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, global: logs in by e-mail, belongs to organisations by membership."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=100, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self):
        return self.email


class Membership(models.Model):
    """A role in an organisation."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organization = models.ForeignKey("tenants.Organization", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=[(role.value, role.value.title()) for role in Role])
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organization"], name="membership_once")]

    def __str__(self):
        return f"{self.user} · {self.role}"

    def may(self, permission: Permission) -> bool:
        """Return whether this member holds the permission."""
        return may(self.role, permission)


class Invitation(models.Model):
    """An invitation by e-mail; only the token's hash is kept."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    organization = models.ForeignKey("tenants.Organization", models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16, choices=[(role.value, role.value.title()) for role in Role])
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by_label = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.email

    def is_open(self, now) -> bool:
        """Return whether it can still be accepted."""
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > now

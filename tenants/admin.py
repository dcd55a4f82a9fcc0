"""The operator's view of organisations and people, on the public host. Secrets and their hashes are never shown."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.admin import Authenticator  # registered there
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from tenants import admin_jobs, hosts  # noqa: F401 - jobs are registered there
from tenants.models import Invitation, Membership, Organization, User

admin.site.login = secure_admin_login(admin.site.login)  # staff log in as everybody does, with their second factor
admin.site.unregister(Authenticator)  # its rows hold second factors' secrets
admin.site.site_header = admin.site.site_title = "Adwright, for the operator"


class ReadMostly(admin.ModelAdmin):
    """Rows are made and ended by services; the operator looks, and changes what `editable` names."""

    editable: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        """Return every shown field but the editable ones."""
        return [name for name in self.fields if name not in self.editable]

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        """Refuse: a row alone would be half of the thing."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Refuse: switch it off instead."""
        return False


class MembershipInline(admin.TabularInline):
    """Who is in, or where somebody is."""

    model = Membership
    fields = readonly_fields = ("user", "organization", "role", "created_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        """Refuse: people join by invitation."""
        return False


@admin.register(Organization)
class OrganizationAdmin(ReadMostly):
    """Organisations; switching one off closes its host."""

    list_display = ("name", "slug", "is_active", "is_demo", "time_zone", "currency", "created_at")
    list_filter = ("is_active", "is_demo")
    search_fields = ("name", "slug")
    fields = (
        "name",
        "address",
        "uuid",
        "schema_name",
        "is_active",
        "is_demo",
        "time_zone",
        "currency",
        "locale",
        "created_at",
    )
    editable = ("is_active",)
    inlines = (MembershipInline,)

    @admin.display(description="address")
    def address(self, organization: Organization) -> str:
        """Link to the organisation's host."""
        url = hosts.organization_url(organization)
        return format_html('<a href="{}">{}</a>', url, url)


@admin.register(User)
class UserAdmin(ReadMostly):
    """People; switching one off ends their log-in."""

    list_display = ("email", "name", "is_active", "is_staff", "last_login", "date_joined")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    fields = ("email", "name", "uuid", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")
    editable = ("is_active", "is_staff", "is_superuser")
    inlines = (MembershipInline,)

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        """Let superusers only make staff."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_staff", "is_superuser"]


@admin.register(Membership)
class MembershipAdmin(ReadMostly):
    """Who is where as what."""

    list_display = fields = ("user", "organization", "role", "created_at")
    list_filter = ("role",)
    search_fields = ("user__email", "organization__name", "organization__slug")
    list_select_related = ("user", "organization")


@admin.register(Invitation)
class InvitationAdmin(ReadMostly):
    """Invitations, without their tokens."""

    list_display = (
        "email",
        "organization",
        "role",
        "invited_by_label",
        "created_at",
        "expires_at",
        "accepted_at",
        "withdrawn_at",
    )
    fields = list_display
    search_fields = ("email", "organization__name")
    list_select_related = ("organization",)

"""An organisation is a PostgreSQL schema and a host."""

from django.db import models
from django_tenants.models import DomainMixin, TenantMixin

from tenants.ids import new_id


class Organization(TenantMixin):
    """A business. Its schema is made by `tenants.services.create_organization`, never by `save()`."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=40, unique=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="EUR", help_text="ISO 4217; what reports are shown in")
    locale = models.CharField(max_length=16, default="en-IE")
    chooses_conversions = models.BooleanField(
        default=False, help_text="somebody chose what counts as a conversion on one of its ad accounts, at least"
    )
    is_demo = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    auto_create_schema = False
    auto_drop_schema = False

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Domain(DomainMixin):
    """A host name that leads to an organisation."""


class SchemaDump(models.Model):
    """The prepared template schema as statements to replay for a new organisation, for one state of the code's migrations."""

    state = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of the names of all migrations")
    statements = models.JSONField(help_text="in order; the schema's name is a placeholder")
    created_at = models.DateTimeField(auto_now_add=True)

"""Exports: files made of a table, and the nightly copy of all facts to the organisation's own storage."""

from django.db import connection, models
from django.db.models import Q

from analytics.types.exports import ExportFormat, ExportState
from tenants.ids import new_id


def export_path(export: "Export", file_name: str) -> str:
    """Return where an export's bytes lie: the organisation's schema, then its id."""
    return f"{connection.schema_name}/exports/{export.uuid}.{export.format}"


class Export(models.Model):
    """A file of a table, made by a job. Kept for some days, then forgotten."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    query = models.TextField(help_text="the table's own address: `analytics.tables.TableSpec.query`")
    title = models.CharField(max_length=200)
    format = models.CharField(max_length=16, choices=[(each.value, each.value) for each in ExportFormat])
    state = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in ExportState], default=ExportState.PENDING
    )
    asked_at = models.DateTimeField(help_text="the moment that its numbers are of")
    done_count = models.BigIntegerField(default=0)
    row_count = models.BigIntegerField(null=True)
    file = models.FileField(upload_to=export_path, max_length=300, blank=True)
    byte_size = models.BigIntegerField(null=True)
    error = models.CharField(max_length=500, blank=True)
    expires_at = models.DateTimeField()
    created_by_id = models.UUIDField(null=True)
    created_by_label = models.CharField(max_length=254)

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self):
        return self.title


class Warehouse(models.Model):
    """Where the nightly copy goes: a bucket of an S3-compatible storage; one row, `pk` 1. The secret is sealed."""

    endpoint = models.CharField(max_length=300, blank=True, help_text="empty: Amazon's own")
    region = models.CharField(max_length=64, blank=True)
    bucket = models.CharField(max_length=63)
    prefix = models.CharField(max_length=200, blank=True)
    key_id = models.CharField(max_length=128)
    secret_sealed = models.TextField()
    is_on = models.BooleanField(default=True)
    checked_at = models.DateTimeField(null=True, help_text="when writing there last worked")
    error = models.CharField(max_length=500, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="warehouse_is_one")]

    def __str__(self):
        return f"{self.bucket}/{self.prefix}"

    @property
    def days_copied(self) -> int:
        """Return how many days of figures lie there; one query."""
        return WarehouseDay.objects.filter(table="facts").count()


class WarehouseDay(models.Model):
    """One day of one table as it lies in the storage; `known_at` is the newest figure that it holds."""

    table = models.CharField(max_length=40)
    day = models.DateField()
    row_count = models.BigIntegerField()
    known_at = models.DateTimeField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "day"], name="warehouse_day_once")]

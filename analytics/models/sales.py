"""What the business itself sold, beside what platforms claim; and what counts as a conversion on each account."""

from django.db import models
from django.db.models import Q

from tenants.ids import new_id
from tenants.types import ActorKind


class UploadState(models.TextChoices):
    """How far a file of sales is. A call of the API is done at once."""

    SHOWN = "shown", "waits for a yes"
    TAKING = "taking", "being taken"
    DONE = "done", "done"


class SaleUpload(models.Model):
    """One file, or one call of the API, of the business's own sales; `problems` says which lines were left out and why.

    A file is kept, compressed, until its last line was taken; `done_lines` of them are, in the same transaction as the sales.
    """

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True, help_text="empty: sent by API")
    state = models.CharField(max_length=8, choices=UploadState, default=UploadState.DONE)
    content = models.BinaryField(null=True, help_text="gzip; empty once the file was taken")
    reading = models.JSONField(default=dict, help_text="how the file is read: encoding, separator, columns, ...")
    line_count = models.IntegerField(default=0, help_text="lines of data")
    done_lines = models.IntegerField(default=0)
    taken_count = models.IntegerField(default=0, help_text="new or changed")
    same_count = models.IntegerField(default=0, help_text="there already, just so")
    problems = models.JSONField(default=list, help_text="[{line, field, text}]; at most the first hundred")
    problem_count = models.IntegerField(default=0)
    created_by_kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in ActorKind])
    created_by_id = models.UUIDField(null=True)
    created_by_label = models.CharField(max_length=254)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return self.file_name or "what was sent by API"


class Sale(models.Model):
    """One order of the business; sending it again with another value changes it. `day` is the organisation's."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    order_id = models.CharField(max_length=128, unique=True)
    sold_at = models.DateTimeField()
    day = models.DateField(help_text="of sold_at, in the organisation's time zone")
    value_minor = models.BigIntegerField(help_text="0: cancelled or wholly refunded")
    currency = models.CharField(max_length=3)
    upload = models.ForeignKey(SaleUpload, models.SET_NULL, null=True, related_name="+")
    earlier = models.JSONField(null=True, help_text="what it was before its upload changed it, for the upload's undo")
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["day"], name="sale_by_day")]
        constraints = [models.CheckConstraint(condition=Q(value_minor__gte=0), name="sale_value")]

    def __str__(self):
        return self.order_id


class CountedAction(models.Model):
    """The one conversion action that counts on an account wherever accounts are compared; without a row, what the platform counts.

    Chosen once for the whole organisation, so that one definition stands behind every comparison.
    """

    account_id = models.BigIntegerField(unique=True)
    action = models.ForeignKey("analytics.ConversionAction", models.CASCADE, related_name="+")
    updated_at = models.DateTimeField()

"""What an organisation decides about its numbers."""

from django.db import models

from tenants.ids import new_id


class Retention(models.Model):
    """How long numbers are kept. One row an organisation; without it the defaults hold."""

    steps_days = models.IntegerField(default=60, help_text="every earlier value is kept so long, then one a day")
    revisions_months = models.IntegerField(default=13, help_text="then earlier values are forgotten")
    facts_months = models.IntegerField(null=True, help_text="then figures are forgotten; None: never")

    def __str__(self):
        return "retention of numbers"


class CustomMetric(models.Model):
    """A figure of the organisation's own, as an expression over the base ones: `value - spend`."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=60, unique=True)
    expression = models.CharField(max_length=300)
    is_percent = models.BooleanField(default=False, help_text="how a ratio is shown")
    created_at = models.DateTimeField()
    created_by_label = models.CharField(max_length=255)

    def __str__(self):
        return self.name

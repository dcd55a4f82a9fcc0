"""What does not add up, kept apart from the facts: figures by a part of the audience, and how many people were reached.

As known now. Breakdowns are of campaigns, and platforms leave people out of them whom they know too little about; reach is
of campaigns, and of ads where the platform tells it.
"""

from django.db import models

from analytics.models.facts import Figures, Subject
from integrations.types import Breakdown


class BreakdownMetric(Figures):
    """One campaign's figures of one day for one part of its audience."""

    pk = models.CompositePrimaryKey("subject_id", "breakdown", "day", "value")
    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    breakdown = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Breakdown])
    day = models.DateField()
    value = models.CharField(max_length=32, help_text="as `integrations.types.BreakdownRow` says")
    known_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["breakdown", "day"], name="breakdown_by_day")]

    def __str__(self):
        return f"subject {self.subject_id} on {self.day}, {self.breakdown} {self.value}"


class ReachMetric(models.Model):
    """How many people a campaign or an ad reached in some days; reach of two periods never adds up to that of both.

    Of an ad it is the week that ends on each day; `subject` is the campaign's or the ad's.
    """

    pk = models.CompositePrimaryKey("subject_id", "since", "until")
    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    since = models.DateField()
    until = models.DateField()
    reach = models.BigIntegerField()
    impressions = models.BigIntegerField()
    known_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="reach_by_end")]

    def __str__(self):
        return f"subject {self.subject_id}, {self.since} to {self.until}"

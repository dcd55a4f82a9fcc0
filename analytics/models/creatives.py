"""How long people watch ads' videos. Of ads, by day, as known now; platforms that do not say have no rows."""

from django.db import models

from analytics.models.facts import Subject


class WatchMetric(models.Model):
    """One ad's video plays of one day, and how many of them came to a quarter, half, three quarters and the end."""

    pk = models.CompositePrimaryKey("subject_id", "day")
    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    day = models.DateField()
    plays = models.BigIntegerField()
    to_25 = models.BigIntegerField()
    to_50 = models.BigIntegerField()
    to_75 = models.BigIntegerField()
    to_100 = models.BigIntegerField()
    known_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["day"], name="watch_by_day")]

    def __str__(self):
        return f"subject {self.subject_id} on {self.day}"

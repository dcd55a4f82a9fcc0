"""A job is a row: the queue behind it is only a messenger. In the public schema.

Two clocks stand on a row. `run_at` and a schedule's slots go by the product's clock, which the demo may simulate;
everything else (leases, back-off, timings) goes by the database's own time.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now

from tenants.ids import new_id


class JobQuerySet(models.QuerySet):
    """The questions that the queue asks."""

    def due(self, now) -> "JobQuerySet":
        """Return the queued jobs that may start; `now` is the product's clock."""
        starts = models.Q(run_at=None) | models.Q(run_at__lte=now)
        rested = models.Q(retry_at=None) | models.Q(retry_at__lte=Now())
        return self.filter(starts, rested, state=Job.State.QUEUED)

    def live(self) -> "JobQuerySet":
        """Return the jobs that wait or run."""
        return self.filter(state__in=Job.LIVE)


class Job(models.Model):
    """One piece of work for one organisation (or for the whole installation when it has none)."""

    class State(models.TextChoices):
        """Where a job stands."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    LIVE = (State.QUEUED, State.RUNNING)

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    organization = models.ForeignKey("tenants.Organization", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, blank=True, help_text="at most one live job an organisation, name and key")
    cluster = models.CharField(max_length=16)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    attempts = models.IntegerField(default=0, help_text="counted when a worker takes the job, so a crash counts")
    max_attempts = models.IntegerField(default=3)
    run_at = models.DateTimeField(null=True, help_text="not before, by the product's clock; empty: at once")
    retry_at = models.DateTimeField(null=True, help_text="end of the back-off, by the database's time")
    sent_at = models.DateTimeField(null=True, help_text="when a message was last sent; empty: none was")
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, blank=True, help_text="who holds the lease, or held the last one")
    progress_done = models.IntegerField(default=0)
    progress_total = models.IntegerField(null=True)
    progress_text = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    problem = models.CharField(max_length=500, blank=True, help_text="what went wrong, in words for the customer")
    last_error = models.TextField(blank=True, help_text="what went wrong, for the operator; secrets removed")
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["retry_at", "run_at"], name="job_due", condition=models.Q(state="queued")),
            models.Index(fields=["lease_until"], name="job_lease", condition=models.Q(state="running")),
            models.Index(fields=["finished_at"], name="job_finished", condition=models.Q(state__in=["done", "dead"])),
            models.Index(fields=["organization", "name", "key"], name="job_by_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "key"],
                name="job_live_once",
                condition=models.Q(state__in=["queued", "running"]) & ~models.Q(key=""),
                nulls_distinct=False,
            )
        ]

    def __str__(self):
        return f"{self.name} {self.uuid}"

    @property
    def is_live(self) -> bool:
        """Return whether it waits or runs."""
        return self.state in self.LIVE


class ScheduleRun(models.Model):
    """The last slot of a schedule that was turned into a job, for one organisation or for the installation."""

    name = models.CharField(max_length=100)
    organization = models.ForeignKey("tenants.Organization", models.CASCADE, null=True, related_name="+")
    slot_at = models.DateTimeField(help_text="by the product's clock")
    ran_at = models.DateTimeField(
        null=True, help_text="when the scheduler last made a job of it, by the database's time"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "organization"], name="schedule_run_once", nulls_distinct=False)
        ]

    def __str__(self):
        return self.name


class Heartbeat(models.Model):
    """The last sign of life of one kind of process: the scheduler, or a cluster's workers."""

    name = models.CharField(max_length=32, unique=True)
    seen_at = models.DateTimeField(db_default=Now())

    def __str__(self):
        return self.name

"""A job is a row: the queue behind it is only a messenger. In the public schema."""

from django.db import models

from tenants.ids import new_id


class Job(models.Model):
    """One piece of work for one organisation (or for the whole installation when it has none)."""

    class State(models.TextChoices):
        """Where a job stands."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    organization = models.ForeignKey("tenants.Organization", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, blank=True, help_text="at most one live job a name and key")
    cluster = models.CharField(max_length=16)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    attempts = models.IntegerField(default=0)
    max_attempts = models.IntegerField(default=3)
    run_at = models.DateTimeField()
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    progress_done = models.IntegerField(default=0)
    progress_total = models.IntegerField(null=True)
    progress_text = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["cluster", "run_at"], name="job_due", condition=models.Q(state="queued")),
            models.Index(fields=["lease_until"], name="job_lease", condition=models.Q(state="running")),
            models.Index(fields=["organization", "-created_at"], name="job_by_organization"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "key"],
                name="job_live_once",
                condition=models.Q(state__in=["queued", "running"]) & ~models.Q(key=""),
                nulls_distinct=False,
            )
        ]

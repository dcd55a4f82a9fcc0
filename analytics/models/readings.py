"""What was read of which account, and when."""

from django.db import models


class Feed(models.Model):
    """How far we have read one ad account. Its row is locked while figures of the account are stored.

    One reading at a time holds the lease, which goes by the database's own time. `known_at` is the newest moment at which
    anything of the account became known: it never goes back, whatever the clock of a reading says.
    """

    account_id = models.BigIntegerField(unique=True)
    memory_since_at = models.DateTimeField(null=True, help_text="from when on we know what was known at each moment")
    history_asked_at = models.DateTimeField(null=True, help_text="when the first reading was asked for")
    history_from_date = models.DateField(null=True, help_text="how far back the first reading goes")
    history_done_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField(null=True)
    hours_read_at = models.DateTimeField(null=True)
    audiences_read_at = models.DateTimeField(null=True, help_text="when breakdowns and reach were read last")
    doubted_at = models.DateTimeField(null=True, help_text="since when the platform reports nothing of what is stored")
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    def __str__(self):
        return f"figures of account {self.account_id}"


class ReadDay(models.Model):
    """A day of an account that was read: one without figures had none; one without this row is a gap, not a zero."""

    pk = models.CompositePrimaryKey("account_id", "day")
    account_id = models.BigIntegerField()
    day = models.DateField()
    read_at = models.DateTimeField(help_text="the last time, by the clock of that reading")

    def __str__(self):
        return f"account {self.account_id} on {self.day}"


class Reading(models.Model):
    """One reading of some days of an account that went through. Append-only; maturity is learned from it.

    `read_at` never goes back (see `Feed.known_at`).
    """

    pk = models.CompositePrimaryKey("account_id", "read_at", "since")
    account_id = models.BigIntegerField()
    read_at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField()
    has_actions = models.BooleanField(help_text="whether conversions were split by action")

    def __str__(self):
        return f"account {self.account_id}, {self.since} to {self.until}, read at {self.read_at}"

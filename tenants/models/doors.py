"""What the doors count and remember for all processes together. In the public schema."""

from django.db import models


class RateCounter(models.Model):
    """How often something was done in the present minute; written by one upsert, see `tenants.ratelimit`."""

    key = models.CharField(max_length=200, primary_key=True)
    window = models.BigIntegerField(help_text="minutes since 1970")
    hits = models.IntegerField()


class HandOver(models.Model):
    """A token that takes a log-in from the public host to an organisation's host, once, within a minute.

    Kept as long as a session lives: logging out on one host ends the sessions that came from the same log-in on the others.
    """

    nonce_hash = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey("tenants.User", models.CASCADE, related_name="+")
    organization = models.ForeignKey("tenants.Organization", models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    public_session = models.CharField(max_length=40, db_index=True)
    organization_session = models.CharField(max_length=40, blank=True, db_index=True)


class CacheEntry(models.Model):
    """The table behind Django's database cache; only that writes here."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

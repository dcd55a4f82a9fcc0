"""How people find their campaigns again: by labels."""

from django.db import models
from django.db.models.functions import Lower

from tenants.ids import new_id


class Label(models.Model):
    """A drawer that a campaign lies in; at most one. Tags are words, as many as one likes, and stand on the campaign."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = [Lower("name")]
        constraints = [models.UniqueConstraint(Lower("name"), name="label_once")]

    def __str__(self):
        return self.name

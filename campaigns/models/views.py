"""How people find their campaigns again: labels, and views of the list that they keep."""

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


class SavedView(models.Model):
    """Filters, sorting and columns of the list of campaigns under a name; `owner_id` null: everybody's."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=60)
    query = models.JSONField(default=dict, help_text="the list's own parameters")
    owner_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [models.UniqueConstraint("owner_id", Lower("name"), name="saved_view_once", nulls_distinct=False)]

    def __str__(self):
        return self.name

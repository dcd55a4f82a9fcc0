"""Views of a page that people keep under a name."""

from django.db import models
from django.db.models.functions import Lower

from tenants.ids import new_id


class SavedView(models.Model):
    """What a page's address asks for - filters, sorting, columns - under a name; `owner_id` null: everybody's."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    page = models.CharField(max_length=40, help_text="the page's key, as it was registered")
    name = models.CharField(max_length=60)
    query = models.JSONField(default=dict, help_text="the address's own parameters: a value each, or a list of them")
    owner_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint("page", "owner_id", Lower("name"), name="saved_view_once", nulls_distinct=False)
        ]

    def __str__(self):
        return self.name

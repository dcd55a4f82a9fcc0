"""What the rows of the list of campaigns need: {% load rows %}."""

import json

from django import template

from campaigns.services.words import of_money
from campaigns.templatetags.changes import STATUS_WORDS

register = template.Library()


@register.filter
def at(mapping, key):
    """Return what stands under a key; nothing where there is none."""
    return mapping.get(str(key), "")


@register.filter
def as_json(value):
    """Write a value for an attribute that a script reads."""
    return json.dumps(value)


@register.filter
def written(line, which):
    """Write a line's value `before` or `after` for people."""
    value = getattr(line, which)
    if not value or line.field in ("tag", "label"):
        return value or ""
    return STATUS_WORDS.get(value, value) if line.field == "status" else of_money(value, line.currency)

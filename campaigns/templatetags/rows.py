"""What the rows of the list of campaigns need: {% load rows %}."""

import json
from functools import lru_cache

from django import template
from django.template.loader import get_template

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


@register.simple_tag
def platform_mark(platform):
    """Draw a platform's mark; a long list draws the same few again and again."""
    return _drawn("components/platform.html", platform=str(platform))


@register.simple_tag
def state_mark(state):
    """Draw a row's state."""
    return _drawn("components/state.html", state=str(state.key), text=str(state.text))


@lru_cache(maxsize=500)
def _drawn(component: str, **values: str):
    return get_template(component).render(values)

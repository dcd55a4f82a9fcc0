"""Icons of the `lucide` package in our own dress: {% icon "plus" %}, {% icon "menu" "icon--lg" %}."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

register = template.Library()


@register.simple_tag
def icon(name, classes="", label=""):
    """Draw an icon; it is silent for screen readers unless it has a label."""
    return _draw(str(name), str(classes), str(label))


@lru_cache(maxsize=512)
def _draw(name: str, classes: str, label: str) -> SafeString:
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    svg = lucide(name, size=None, **{"class": f"icon {classes}".strip(), **spoken})
    return mark_safe(" ".join(str(svg).split()))  # noqa: S308 - the package's own drawing, attributes escaped by it

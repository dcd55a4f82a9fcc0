"""What components need from forms, requests and messages: {% control field %}, {% csrf_input %}, {{ message|undo_url }}."""

from django import forms, template
from django.middleware.csrf import get_token
from django.utils.html import format_html

register = template.Library()

_KINDS = (
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "check"),
    (forms.ClearableFileInput, "file"),
    (forms.FileInput, "file"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
)
_CLASSES = {"check": "check", "select": "select", "file": "file", "checks": "check", "radios": "check"}


@register.filter
def kind(field):
    """Return which control a bound field is: input, textarea, select, check, checks, radios or file."""
    widget = field.field.widget
    return next((name for widget_class, name in _KINDS if isinstance(widget, widget_class)), "input")


@register.filter
def or_help(hint, field):
    """Return the hint, else the field's help text; `False` means none at all."""
    return "" if hint is False else hint or field.help_text


@register.simple_tag
def control(field, hint="", classes="", **attrs):
    """Draw a bound field's control with our classes (or `classes` in their stead), tied to its hint and errors."""
    field.help_text = ""  # we draw the hint; Django would point at one of its own
    described = [f"{field.auto_id}_hint"] if hint else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    own = field.field.widget.attrs.get("class", "")
    names = [classes or _CLASSES.get(kind(field), "input"), own]
    return field.as_widget(
        attrs={
            "class": " ".join(name for name in names if name),
            **({"aria-describedby": " ".join(described)} if described else {}),
            **{name.replace("_", "-"): value for name, value in attrs.items() if value not in ("", None)},
        }
    )


@register.simple_tag(takes_context=True)
def csrf_input(context):
    """Write the CSRF field also where a component was included with `only`, which hides csrf_token."""
    request = getattr(context, "request", None)
    if request is None:
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.filter
def undo_url(message):
    """Return the address in a message's `undo:/changes/…/undo/` tag, or nothing."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")

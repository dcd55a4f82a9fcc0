"""The vocabulary's words as people read them, and small drawings: states, platforms, charts, bars."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

PLATFORM_NAMES = {"google": "Google", "meta": "Meta", "tiktok": "TikTok"}

# state -> (shape of the sign, word). One table for campaigns, delivery, accounts, sync, changes, jobs; and what Google writes its own way.
STATES = {
    "draft": ("draft", "Draft"),
    "pending_review": ("review", "Waits for approval"),
    "active": ("active", "Active"),
    "paused": ("paused", "Paused"),
    "completed": ("ended", "Ended"),
    "archived": ("ended", "Archived"),
    "rejected": ("rejected", "Rejected"),
    "in_review": ("review", "In review"),
    "learning": ("learning", "Learning"),
    "delivering": ("active", "Running"),
    "limited": ("limited", "Limited"),
    "not_delivering": ("limited", "Not shown"),
    "ended": ("ended", "Ended"),
    "unknown": ("draft", "Not known yet"),
    "error": ("rejected", "Needs you"),
    "pending": ("draft", "Waiting"),
    "running": ("learning", "Working"),
    "success": ("active", "Up to date"),
    "auth_error": ("rejected", "Reconnect"),
    "proposed": ("review", "Proposed"),
    "approved": ("review", "Approved"),
    "applying": ("learning", "Applying"),
    "applied": ("active", "Applied"),
    "failed": ("rejected", "Failed"),
    "superseded": ("ended", "Superseded"),
    "queued": ("draft", "Waiting"),
    "done": ("active", "Done"),
    "dead": ("rejected", "Given up"),
    "launching": ("learning", "Launching"),
    "performance_max": ("", "Performance Max"),
    "demand_gen": ("", "Demand Gen"),
}


@register.filter
def state_shape(state):
    """Return the sign of a state."""
    return STATES.get(str(state), ("draft", ""))[0]


@register.filter
def state_text(state):
    """Return the word for a state."""
    return STATES.get(str(state), ("", str(state).replace("_", " ").capitalize()))[1]


@register.filter
def platform_name(platform):
    """Return a platform's name."""
    return PLATFORM_NAMES.get(str(platform), str(platform).title())


@register.filter
def attribute_percent(share):
    """Write a share (0–1, cut there) for an SVG attribute: 71.4%."""
    return f"{100 * min(max(float(share or 0), 0.0), 1.0):.1f}%"


@register.filter
def chart_spec(spec):
    """Put a Vega-Lite specification into a data block that no HTML in its strings can leave."""
    text = json.dumps(spec, separators=(",", ":"), default=str)
    safe = text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
    return format_html('<script type="application/json">{}</script>', mark_safe(safe))  # noqa: S308 - escaped above

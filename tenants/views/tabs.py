"""The tabs above the settings pages."""

from django.http import HttpRequest
from django.urls import reverse

from tenants.roles import Permission

_TABS = (
    ("General", "tenants:settings", Permission.VIEW_MEMBERS),
    ("Members", "tenants:members", Permission.VIEW_MEMBERS),
    ("Limits", "campaigns:limits", Permission.VIEW_CAMPAIGNS),
    ("Own figures", "analytics:custom_metrics", Permission.VIEW_CAMPAIGNS),
    ("Conversions", "analytics:counted_actions", Permission.VIEW_CAMPAIGNS),
    ("Memory", "analytics:retention", Permission.VIEW_MEMBERS),
    ("Warehouse", "analytics:warehouse", Permission.MANAGE_SETTINGS),
    ("Branding", "analytics:branding", Permission.MANAGE_SETTINGS),
    ("API keys", "tenants:api_keys", Permission.MANAGE_API_KEYS),
    ("Audit", "tenants:audit", Permission.VIEW_AUDIT),
)


def settings_tabs(request: HttpRequest, current: str) -> list[tuple[str, str, bool, None]]:
    """Return (label, address, is this one, no count) for the tabs that the member may open."""
    allowed = [tab for tab in _TABS if request.membership.may(tab[2])]
    return [(label, reverse(name), name == current, None) for label, name, _ in allowed]

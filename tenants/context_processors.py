"""What every page of the product shows around its content."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from tenants import clock
from tenants.roles import Permission, may


@dataclass(frozen=True, slots=True)
class Destination:
    """A destination of the navigation: its URL's name, its words and icon, and who may see it."""

    url_name: str
    label: str
    icon: str
    permission: Permission
    group: str = ""
    in_tabs: bool = False
    count_url_name: str = ""
    """The part of a page that says how many things wait there for who holds `count_permission`."""
    count_permission: Permission = Permission.APPROVE_CHANGES
    also: tuple[str, ...] = ()
    """Other parts of the pages that lie there, though their addresses do not begin so."""


SETUP = "setup"
DESTINATIONS = (
    Destination(
        "analytics:dashboard",
        "Home",
        "house",
        Permission.VIEW_CAMPAIGNS,
        in_tabs=True,
        also=("analytics:days", "analytics:movers", "analytics:pacing"),
    ),
    Destination(
        "campaigns:list",
        "Campaigns",
        "megaphone",
        Permission.VIEW_CAMPAIGNS,
        in_tabs=True,
        also=("campaigns:closures",),
    ),
    Destination("creatives:list", "Creatives", "image", Permission.VIEW_CAMPAIGNS, in_tabs=True),
    Destination(
        "analytics:reports", "Reports", "file-chart-column", Permission.VIEW_REPORTS, "Tells you", in_tabs=True
    ),
    Destination("analytics:sales", "Sales", "receipt", Permission.VIEW_CAMPAIGNS, "Tells you"),
    Destination(
        "analytics:explore",
        "Break down",
        "table-properties",
        Permission.VIEW_CAMPAIGNS,
        "Tells you",
        also=("analytics:exports",),
    ),
    Destination("campaigns:history", "History", "history", Permission.VIEW_CAMPAIGNS, "Tells you"),
    Destination(
        "campaigns:approvals",
        "Approvals",
        "stamp",
        Permission.VIEW_CAMPAIGNS,
        "Tells you",
        count_url_name="campaigns:approvals_count",
    ),
    Destination("integrations:connections", "Connections", "plug", Permission.VIEW_CONNECTIONS, SETUP),
    Destination("analytics:numbers", "Numbers", "database-check", Permission.VIEW_CONNECTIONS, SETUP),
    Destination("campaigns:stop", "Stop everything", "octagon-x", Permission.VIEW_CAMPAIGNS, SETUP),
    Destination("tenants:settings", "Settings", "settings-2", Permission.VIEW_MEMBERS, SETUP),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A destination as this request sees it; `count_url` is asked how many things wait there, when the page stands."""

    url: str
    label: str
    icon: str
    group: str
    in_tabs: bool
    current: bool
    count_url: str = ""


def navigation(request: HttpRequest) -> dict:
    """Offer the navigation that the member's role allows, the clock's moment and the public host's address."""
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "now": clock.now(),
        "public_url": settings.PUBLIC_URL,
    }


def _navigation(request: HttpRequest) -> dict:
    membership = getattr(request, "membership", None)
    links = _links(request.path, membership.role) if membership else []
    main = [link for link in links if link.group != SETUP]
    tabs = [link for link in links if link.in_tabs]
    more = [link for link in links if link not in tabs]
    return {
        "main": main,
        "setup": [link for link in links if link.group == SETUP],
        "tabs": tabs,
        "more": more,
        "is_in_more": any(link.current for link in more),
        "home": links[0].url if links else "/",
        "role": membership.get_role_display() if membership else "",
    }


def _links(path: str, role: str) -> list[Link]:
    found = [(destination, _url(destination)) for destination in DESTINATIONS if may(role, destination.permission)]
    allowed = [(destination, url) for destination, url in found if url]
    here = max((url for place, url in allowed if _lies_in(place, url, path)), key=len, default=None)
    return [
        Link(url, place.label, place.icon, place.group, place.in_tabs, url == here, _count_url(place, role))
        for place, url in allowed
    ]


def _count_url(place: Destination, role: str) -> str:
    may_count = place.count_url_name and may(role, place.count_permission)
    return _reversed(place.count_url_name) or "" if may_count else ""


def _url(destination: Destination) -> str | None:
    return _reversed(destination.url_name)


def _reversed(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:  # an app whose pages do not exist yet
        return None


def _lies_in(place: Destination, url: str, path: str) -> bool:
    also = filter(None, map(_reversed, place.also))
    return any(_covers(each, path) for each in (url, *also))


def _covers(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)

"""The navigation shows what a role may open, and where one is."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import reverse

from tenants import context_processors
from tenants.roles import Role


@pytest.fixture(autouse=True)
def _addresses(monkeypatch):
    """Every destination has an address, whether its app exists yet or not."""
    addresses = {"Home": "/"}
    monkeypatch.setattr(
        context_processors, "_url", lambda place: addresses.get(place.label, f"/{place.label.lower()}/")
    )


def navigation(role: str | None, path: str = "/") -> dict:
    request = RequestFactory().get(path)
    request.membership = role and SimpleNamespace(role=role, get_role_display=lambda: role.title())
    return context_processors.navigation(request)["navigation"]


def labels(role: str | None) -> list[str]:
    found = navigation(role)
    return [link.label for link in found["main"] + found["setup"]]


def test_an_owner_sees_everything():
    assert labels(Role.OWNER) == [
        "Home",
        "Campaigns",
        "Creatives",
        "Reports",
        "Sales",
        "Break down",
        "History",
        "Approvals",
        "Connections",
        "Numbers",
        "Stop everything",
        "Settings",
    ]


def test_a_client_sees_reports_and_nothing_else():
    assert labels(Role.CLIENT) == ["Reports"]
    assert navigation(Role.CLIENT)["home"] == "/reports/"


def test_nobody_sees_nothing():
    assert labels(None) == []


@pytest.mark.parametrize(
    ("path", "label"),
    [("/", "Home"), ("/campaigns/", "Campaigns"), ("/campaigns/01/edit/", "Campaigns"), ("/jobs/01/", None)],
)
def test_the_place_is_marked_also_on_the_pages_below_it(path, label):
    found = navigation(Role.OWNER, path)
    marked = [link.label for link in found["main"] + found["setup"] if link.current]
    assert marked == ([label] if label else [])


def test_on_a_phone_what_is_no_tab_stands_under_more():
    found = navigation(Role.OWNER)
    assert len(found["tabs"]) <= 4
    assert {link.label for link in found["tabs"]}.isdisjoint(link.label for link in found["more"])
    assert len(found["tabs"]) + len(found["more"]) == len(labels(Role.OWNER))
    assert not found["is_in_more"]
    assert navigation(Role.OWNER, "/settings/members/")["is_in_more"]


def test_an_app_without_pages_is_left_out(monkeypatch):
    monkeypatch.setattr(context_processors, "_url", lambda place: "/" if place.label == "Home" else None)
    assert labels(Role.OWNER) == ["Home"]


@pytest.mark.parametrize("place", context_processors.DESTINATIONS, ids=lambda place: place.url_name)
def test_every_destination_has_an_address_on_the_organisations_host(place):
    assert reverse(place.url_name, urlconf="config.urls_tenant").startswith("/")


def test_closed_days_lie_among_the_campaigns():
    found = navigation(Role.OWNER, reverse("campaigns:closures", urlconf="config.urls_tenant"))
    assert [link.label for link in found["main"] + found["setup"] if link.current] == ["Campaigns"]

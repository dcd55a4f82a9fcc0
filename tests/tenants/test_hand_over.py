"""From the public log-in into an organisation's host, and out of all of them."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tenants.models import HandOver, Membership
from tests import factories

HOST = "acme.localhost"


@pytest.fixture
def browser(organization, member):
    """A browser in which the manager is logged in on the public host."""
    client = Client(HTTP_HOST="localhost")
    assert client.login(request=None, username=None, email=member("manager").user.email, password=factories.PASSWORD)
    return client


def walk(browser, url: str):
    """Follow redirects between hosts; every host keeps its own cookies, as in a browser."""
    jars = browser.__dict__.setdefault("jars", {"localhost": browser.cookies})
    for _ in range(10):
        parts = urlsplit(url)
        host = parts.hostname or browser.here
        browser.here, browser.cookies = host, jars.setdefault(host, type(browser.cookies)())
        answer = browser.get(f"{parts.path}?{parts.query}", HTTP_HOST=host)
        browser.visited.append(url)
        if answer.status_code != 302:
            return answer
        url = answer["Location"]
    raise AssertionError(f"redirects without end: {browser.visited}")


@pytest.fixture(autouse=True)
def _trail(browser):
    browser.visited, browser.here = [], "localhost"


def token_url(browser) -> str:
    return next(url for url in browser.visited if "token=" in url)


def test_who_is_logged_in_on_the_public_host_gets_to_the_page_they_asked_for(browser):
    answer = walk(browser, f"http://{HOST}/settings/members/?page=1")
    assert answer.status_code == 200
    assert browser.visited[-1] == "/settings/members/?page=1"


def test_who_is_not_logged_in_sees_the_public_log_in(organization):
    answer = Client(HTTP_HOST=HOST).get("/settings/")
    assert answer["Location"].startswith(f"{settings.PUBLIC_URL}/log-in/?next=")


def test_logging_in_leads_back_to_the_page(browser, member):
    browser.logout()
    browser.jars = {"localhost": browser.cookies}
    asked = walk(browser, f"http://{HOST}/settings/members/?page=1")
    assert (asked.status_code, browser.here) == (200, "localhost")
    form = {"login": member("manager").user.email, "password": factories.PASSWORD}
    answer = browser.post(browser.visited[-1], form, HTTP_HOST="localhost")
    assert walk(browser, answer["Location"]).status_code == 200
    assert (browser.here, browser.visited[-1]) == (HOST, "/settings/members/?page=1")


def test_a_token_works_once(browser):
    walk(browser, f"http://{HOST}/settings/")
    url = token_url(browser)
    thief = Client(HTTP_HOST=HOST)
    assert thief.get(url).status_code == 403
    browser.jars[HOST].clear()
    browser.visited.clear()
    assert walk(browser, url).status_code == 403


def test_a_token_is_worth_nothing_in_another_browser(browser):
    url = stop_at_token(browser)
    thief = Client(HTTP_HOST=HOST)
    thief.get("/session/")  # has a state of its own
    assert thief.get(url).status_code == 403
    assert "sessionid" not in thief.cookies


def test_a_token_is_worth_nothing_on_another_organizations_host(browser, other_organization, member):
    Membership.objects.create(user=member("manager").user, organization=other_organization, role="owner")
    url = stop_at_token(browser).replace(HOST, "globex.localhost")
    browser.cookies = browser.jars[HOST]
    answer = browser.get(f"{urlsplit(url).path}?{urlsplit(url).query}", HTTP_HOST="globex.localhost")
    assert answer.status_code == 403


def test_a_token_is_worth_nothing_after_a_minute(browser):
    url = stop_at_token(browser)
    HandOver.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert walk(browser, url).status_code == 403


def test_a_changed_token_is_refused(browser):
    url = stop_at_token(browser)
    assert walk(browser, url.replace("token=", "token=x")).status_code == 403


def test_a_membership_that_ended_in_between_is_a_404(browser, member):
    url = stop_at_token(browser)
    member("manager").delete()
    assert walk(browser, url).status_code == 404


def test_a_stranger_to_the_organization_is_sent_nowhere(browser, member):
    member("manager").delete()
    assert walk(browser, f"http://{HOST}/settings/").status_code == 404


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/session/?token=1", "javascript:alert(1)"]
)
def test_the_next_page_is_on_this_host_or_the_start(browser, path):
    answer = Client(HTTP_HOST=HOST).get("/session/", {"next": path})
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == ["/"]


def test_logging_out_on_the_organizations_host_ends_the_public_log_in_too(browser):
    walk(browser, f"http://{HOST}/settings/")
    assert browser.post("/log-out/", HTTP_HOST=HOST).status_code == 302
    assert "/log-in/" in walk_to_end(browser, "http://localhost/organizations/")


def test_logging_out_on_the_public_host_ends_the_organizations_session(browser):
    walk(browser, f"http://{HOST}/settings/")
    browser.cookies = browser.jars["localhost"]
    browser.post("/log-out/", HTTP_HOST="localhost")
    assert "/log-in/" in walk_to_end(browser, f"http://{HOST}/settings/")


def stop_at_token(browser) -> str:
    """Go as far as the public host's answer; return the address with the token, not opened yet."""
    parts = urlsplit(f"http://{HOST}/session/?next=/settings/")
    browser.jars = {"localhost": browser.cookies, HOST: type(browser.cookies)()}
    browser.cookies = browser.jars[HOST]
    begin = browser.get(f"{parts.path}?{parts.query}", HTTP_HOST=HOST)
    browser.cookies = browser.jars["localhost"]
    ask = urlsplit(begin["Location"])
    return browser.get(f"{ask.path}?{ask.query}", HTTP_HOST="localhost")["Location"]


def walk_to_end(browser, url: str) -> str:
    browser.visited.clear()
    walk(browser, url)
    return browser.visited[-1]

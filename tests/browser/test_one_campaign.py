"""The browser goes back, a button is pressed twice, two tabs write the same draft, the network goes: one campaign, nothing lost."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.api import Program
from tests.browser.people import enter, open_organization, sit_down
from tests.browser.stack import Stack
from tests.browser.test_api_journey import connect, draft
from tests.browser.test_first_campaign import MINUTE_MS

OLIVE = "olive@clumsy.example"


class Clumsy:
    """An organisation with an ad account on Meta, and its owner's browser, which is logged in."""

    def __init__(self, stack: Stack, chromium: Browser):
        self.stack, self.url = stack, stack.tenant_url("clumsy")
        self.program: Program = open_organization(stack, "clumsy", "Clumsy", {})
        self.account = connect(stack, self.program)
        self.browser: BrowserContext = sit_down(chromium)
        enter(self.browser.new_page(), f"{self.url}/settings/", OLIVE)

    def draft(self, name: str) -> str:
        """Make a draft in which nothing is missing; return where it is."""
        return f"{self.url}/campaigns/{draft(self.program, self.account, name)['id']}"

    def campaigns(self, name: str) -> list[dict]:
        """Return the campaigns here of a name."""
        found = self.program.call("GET", "/campaigns", params={"search": name})["items"]
        return [one for one in found if one["name"].startswith(name)]

    def made(self, name: str) -> int:
        """Return how many campaigns of a name stand on Meta."""
        return self.stack.sandbox.count("campaign", account=self.account["external_id"], contains=name)


@pytest.fixture(scope="module")
def clumsy(stack: Stack, chromium: Browser):
    there = Clumsy(stack, chromium)
    yield there
    there.browser.close()


@pytest.fixture
def tab(clumsy: Clumsy):
    """A tab of hers."""
    opened = clumsy.browser.new_page()
    yield opened
    clumsy.browser.set_offline(False)
    opened.close()


def test_going_back_to_the_first_step_and_sending_it_again_changes_the_draft_that_it_made(clumsy: Clumsy, tab: Page):
    tab.goto(f"{clumsy.url}/campaigns/new/")
    tab.fill("[name=name]", "Back once")
    tab.get_by_label("Bring people to your website").check()
    tab.get_by_role("button", name="Save and go on").click()
    tab.wait_for_url("**/edit/platforms/")
    tab.go_back()
    expect(tab.locator("[name=name]")).to_have_value("Back once")
    tab.fill("[name=name]", "Back once, and renamed")
    tab.get_by_role("button", name="Save and go on").click()
    tab.wait_for_url("**/edit/platforms/")
    assert [one["name"] for one in clumsy.campaigns("Back once")] == ["Back once, and renamed"]


def test_a_launch_that_is_pressed_twice_makes_one_campaign(clumsy: Clumsy, tab: Page):
    tab.goto(f"{clumsy.draft('Pressed twice')}/edit/review/")
    press_launch(tab, twice=True)
    expect(tab.get_by_role("button", name="Pause…")).to_be_visible(timeout=MINUTE_MS)
    assert clumsy.made("Pressed twice") == 1


def test_the_second_of_two_tabs_is_shown_what_the_first_saved_and_overwrites_nothing(clumsy: Clumsy, tab: Page):
    step = f"{clumsy.draft('Two tabs')}/edit/schedule/"
    second = clumsy.browser.new_page()
    for page in (tab, second):
        page.goto(step)
    tab.fill("[name=end_date]", "2030-12-24")
    go_on_to_review(tab)
    second.fill("[name=end_date]", "2030-12-31")
    second.get_by_role("button", name="Save and go on").click()
    told = second.get_by_role("alert")
    expect(told).to_contain_text("Olive Owner saved this draft")
    expect(told).to_contain_text("2030-12-24")
    expect(second.locator("[name=end_date]")).to_have_value("2030-12-31")
    assert clumsy.campaigns("Two tabs")[0]["end_date"] == "2030-12-24"
    go_on_to_review(second)
    assert clumsy.campaigns("Two tabs")[0]["end_date"] == "2030-12-31"


def test_what_was_typed_when_the_network_went_stays_and_is_saved_when_it_is_back(clumsy: Clumsy, tab: Page):
    tab.goto(f"{clumsy.draft('Offline')}/edit/schedule/")
    tab.fill("[name=end_date]", "2030-12-24")
    clumsy.browser.set_offline(True)
    tab.get_by_role("button", name="Save and go on").click()
    expect(tab.get_by_role("alert")).to_contain_text("There is no network")
    clumsy.browser.set_offline(False)
    expect(tab.locator("[name=end_date]")).to_have_value("2030-12-24")
    go_on_to_review(tab)
    assert [one["end_date"] for one in clumsy.campaigns("Offline")] == ["2030-12-24"]


def test_a_launch_whose_answer_is_lost_and_that_is_pressed_again_makes_one_campaign(clumsy: Clumsy, tab: Page):
    review = f"{clumsy.draft('Lost answer')}/edit/review/"
    tab.goto(review)
    lost = []

    def lose(route: Route) -> None:
        url, host = route.request.url, urlsplit(route.request.url).netloc  # a name that only browsers know
        reached = url.replace(host, f"127.0.0.1:{clumsy.stack.port}")
        lost.append(route.fetch(url=reached, headers={**route.request.headers, "host": host}, max_redirects=0).status)
        route.abort("connectionreset")

    tab.route("**/launch/", lose, times=1)
    press_launch(tab)
    tab.wait_for_url("chrome-error://**")
    assert lost == [302]
    tab.goto(review)
    expect(tab.get_by_role("button", name="Pause…")).to_be_visible(timeout=MINUTE_MS)
    assert clumsy.made("Lost answer") == 1


def press_launch(page: Page, *, twice: bool = False) -> None:
    page.get_by_role("button", name="Launch…").click()
    page.get_by_role("dialog").get_by_role("button", name="Launch", exact=True).click(click_count=2 if twice else 1)


def go_on_to_review(page: Page) -> None:
    """Save this step, the last, and come to the review."""
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="What will be made")).to_be_visible()

"""One campaign on three platforms, from the first step to the timeline: built, launched, an ad rejected and mended, a budget
raised with somebody else's yes, and put back. What the platforms hold is looked at beside the pages."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import builder
from tests.browser.api import Program, wait_until
from tests.browser.people import enter, link_in_mail, open_organization, sit_down
from tests.browser.platforms import Platforms
from tests.browser.stack import Stack
from tests.browser.test_first_campaign import MINUTE_MS

OLIVE, MIA = "olive@cakery.example", "mia@cakery.example"
MENDED = "A slice of our cake is good company on dark evenings."
RUNS = {"google": ["ENABLED"], "meta": ["ACTIVE"], "tiktok": ["ENABLE"]}
TIMELINE = [
    ("Meta", "€48.00", "€30.00", "Mia Manager"),
    ("Meta", "€30.00", "€48.00", "Mia Manager, approved by Olive Owner", "It sells", "Undone"),
    ("Meta", "Feel better", "Olive Owner", "It promised too much"),
    *((name, "Launch", "Olive Owner") for name in ("TikTok", "Meta", "Google")),
]


@pytest.fixture
def program(stack: Stack) -> Program:
    """What looks behind the pages of an organisation of two people."""
    return open_organization(stack, "cakery", "The Cakery", {"Mia Manager": "manager"})


@pytest.fixture
def platforms(stack: Stack, program: Program) -> Platforms:
    """An account of theirs on each platform."""
    return Platforms(stack, program, builder.NAME)


def test_a_campaign_is_built_launched_mended_raised_with_a_yes_and_put_back(
    stack: Stack, chromium: Browser, program: Program, platforms: Platforms, tmp_path
):
    with sit_down(chromium) as olives, sit_down(chromium) as mias, sit_down(chromium, is_phone=True) as phone:
        desk, other = olives.new_page(), mias.new_page()
        enter(desk, f"{stack.tenant_url('cakery')}/settings/limits/", OLIVE)
        limit_growth(desk)
        builder.build(desk, builder.files(tmp_path))
        assert not any(platforms.campaigns(name) for name in RUNS)
        launch(desk)
        assert {name: [one["status"] for one in platforms.campaigns(name)] for name in RUNS} == RUNS
        see_one_rejected(stack, program, desk)
        mend(stack, program, platforms, desk)
        enter(other, desk.url, MIA)
        raise_budget(other)
        assert platforms.budget() == "3000"
        say_yes(stack, phone.new_page())
        wait_until(lambda: platforms.budget() == "4800")
        put_back(other, desk.url)
        wait_until(lambda: platforms.budget() == "3000")
        find_all(other, desk.url)
    assert {name: len(platforms.campaigns(name)) for name in RUNS} == {"google": 1, "meta": 1, "tiktok": 1}


def limit_growth(page: Page) -> None:
    """Have whatever makes a budget grow by more than half approved by somebody else."""
    page.fill("[name=approve_above_percent]", "50")
    page.get_by_role("button", name="Keep these limits").click()
    expect(page.get_by_text("These limits hold from now on")).to_be_visible()


def launch(page: Page) -> None:
    """Launch it, and see on the page that all platforms have it."""
    page.get_by_role("button", name="Launch…").click()
    page.get_by_role("dialog").get_by_role("button", name="Launch", exact=True).click()
    expect(page.get_by_role("button", name="Pause…")).to_be_visible(timeout=MINUTE_MS)


def reviewed(stack: Stack, program: Program, verdicts: set[str]) -> None:
    """Let the platforms look at every ad, and the product read what they said of them."""

    def said() -> bool:
        (campaign,) = program.call("GET", "/campaigns?search=Christmas")["items"]
        parts = program.call("GET", f"/campaigns/{campaign['id']}")["platform_campaigns"]
        ads = [ad for part in parts for group in part["ad_groups"] for ad in group["ads"]]
        return {ad["review"] for ad in ads} == verdicts

    stack.sandbox.advance(minutes=20)
    wait_until(said)


def see_one_rejected(stack: Stack, program: Program, page: Page) -> None:
    """See which ad waits alone, and the platform's reason."""
    reviewed(stack, program, {"approved", "rejected"})
    page.reload()
    expect(page.get_by_role("row").filter(has_text="Feel better")).to_contain_text("Personal health and appearance")


def mend(stack: Stack, program: Program, platforms: Platforms, page: Page) -> None:
    """Give the ad other words on the page, and see it approved."""
    page.get_by_role("row").filter(has_text="Feel better").get_by_role("link", name="Fix").click()
    dialog = page.get_by_role("dialog", name="Fix Feel better")
    expect(dialog).to_contain_text("Personal health and appearance")
    dialog.locator("[name=primary_texts_1]").fill(MENDED)
    dialog.get_by_label("Why").fill("It promised too much")
    dialog.get_by_role("button", name="Send it again").click()
    wait_until(lambda: platforms.says(MENDED))
    reviewed(stack, program, {"approved"})
    page.reload()
    row = page.get_by_role("row").filter(has_text="Feel better")
    expect(row).to_contain_text("Running")
    expect(row).not_to_contain_text("Personal health")


def raise_budget(page: Page) -> None:
    """Ask for more than may be raised alone."""
    page.get_by_role("row").filter(has_text="Meta").get_by_role("link", name="Change budget").click()
    dialog = page.get_by_role("dialog", name="Budget a day on Meta")
    dialog.get_by_label("Budget a day").fill("48")
    dialog.get_by_label("Why").fill("It sells")
    dialog.get_by_role("button", name="Change budget").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("waits for approval")
    expect(page.get_by_text("It grows by 60 %")).to_be_visible()


def say_yes(stack: Stack, phone: Page) -> None:
    """Follow the link of the mail on a phone, and press yes."""
    enter(phone, link_in_mail(stack, OLIVE, "Mia Manager asks you to approve"), OLIVE)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Mia Manager asks you to say yes or no")
    expect(phone.locator(".diff")).to_contain_text("€48.00")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    expect(phone.get_by_role("button", name="Yes, do it")).to_be_in_viewport()
    phone.get_by_role("button", name="Yes, do it").tap()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Olive Owner said yes")
    expect(phone.locator(".diff")).to_contain_text("Applied")


def put_back(page: Page, campaign: str) -> None:
    """Undo the raise where it stands in the campaign's ledger."""
    page.goto(campaign)
    entry = page.get_by_role("listitem").filter(has_text="It sells")
    entry.get_by_role("button", name=re.compile("^Undo")).click()


def find_all(page: Page, campaign: str) -> None:
    """Find everything in the campaign's own ledger and in History, the newest first."""
    page.goto(campaign)
    read_timeline(page)
    page.get_by_role("link", name=re.compile("in History")).click()
    expect(page).to_have_title(re.compile("History"))
    read_timeline(page)


def read_timeline(page: Page) -> None:
    """Read the entries of a ledger, each with everything that it says."""
    entries = page.locator(".ledger .entry")
    expect(entries).to_have_count(len(TIMELINE))
    for entry, words in zip(entries.all(), TIMELINE, strict=True):
        for word in words:
            expect(entry).to_contain_text(word)

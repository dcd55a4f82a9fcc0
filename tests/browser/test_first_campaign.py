"""From nothing to a campaign that runs, is paused, is explained in the history, and runs again: in a browser."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.stack import Stack

MINUTE_MS = 60_000


@pytest.fixture
def picture(tmp_path) -> str:
    """A square picture as a file."""
    file = tmp_path / "bike.png"
    Image.new("RGB", (1080, 1080), "#38686a").save(file)
    return str(file)


def test_a_newcomer_launches_a_campaign_sees_its_numbers_pauses_it_and_undoes_that(stack: Stack, page: Page, picture):
    sign_up(stack, page, slug="wheels", business="Wheels of Dublin")
    connect_meta(page)
    make_draft(page, picture)
    launch(page)
    wait_for_numbers(stack, page)
    pause_and_undo(page)


def sign_up(stack: Stack, page: Page, *, slug: str, business: str) -> None:
    page.goto(f"{stack.url}/")
    page.goto(f"{stack.url}/sign-up/")
    page.fill("[name=person]", "Wanda Wheeler")
    page.fill("[name=email]", f"wanda@{slug}.example")
    page.fill("[name=password]", "a-long-way-to-ride")
    page.fill("[name=name]", business)
    page.fill("[name=slug]", "www")
    page.get_by_role("button", name="Open the account").click()
    expect(page.locator("[name=slug]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=email]")).to_have_value(f"wanda@{slug}.example")
    page.fill("[name=slug]", slug)
    page.fill("[name=password]", "a-long-way-to-ride")
    page.get_by_role("button", name="Open the account").click()
    expect(page).to_have_url(stack.tenant_url(slug) + "/")


def connect_meta(page: Page) -> None:
    page.get_by_role("link", name="Connections").first.click()
    page.get_by_role("button", name="Connect Meta").click()
    page.get_by_label("A new person").check()
    page.get_by_role("button", name=re.compile("Allow|Continue")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Meta said yes")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Connect these accounts").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("said yes")


def make_draft(page: Page, picture: str) -> None:
    page.get_by_role("link", name="Campaigns").first.click()
    page.get_by_role("link", name="New campaign").first.click()
    page.fill("[name=name]", "Autumn check-ups")
    page.get_by_label("Sell something: orders on your website").check()
    go_on(page, "Where should it run")
    page.locator("[id^=id_budget_]").fill("25")
    go_on(page, "Who should see it?")
    go_on(page, "What do your ads say and show?")
    page.fill("[name=link]", "https://wheels.example/check-up")
    page.get_by_role("button", name="Write it").click()
    write_ad(page, picture)
    go_on(page, "From when until when?")
    page.fill("[name=start_date]", "2030-05-02")
    page.fill("[name=end_date]", "2030-05-01")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("[name=end_date]")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator(".ad-card")).to_contain_text("Ready for winter")
    page.get_by_role("button", name="When", exact=True).click()
    expect(page.locator("[name=end_date]")).to_have_value("2030-05-01")
    page.fill("[name=start_date]", "")
    page.fill("[name=end_date]", "")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="What will be made")).to_be_visible()
    expect(page.get_by_text("Meta takes the plan as it is")).to_be_visible()


def go_on(page: Page, sentence: str) -> None:
    """Save this step and come to the one that says this."""
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(sentence)


def write_ad(page: Page, picture: str) -> None:
    expect(page.locator("[name=link]")).to_have_value("https://wheels.example/check-up")
    page.fill("[name=primary_texts_1]", "Brakes, gears, lights: ready for the dark months in one afternoon.")
    page.get_by_role("button", name="Save this ad").click()
    expect(page.locator("[name=headlines_1]")).to_have_attribute("aria-invalid", "true")
    page.fill("[name=headlines_1]", "Ready for winter")
    expect(page.locator("#drawings")).to_contain_text("Ready for winter")
    page.set_input_files("[name=image_file]", picture)
    page.get_by_role("button", name="Save this ad").click()
    expect(page.locator(".ad-card")).to_contain_text("Ready for winter")


def launch(page: Page) -> None:
    page.get_by_role("button", name="Launch…").click()
    page.get_by_role("dialog").get_by_role("button", name="Launch", exact=True).click()
    expect(page.get_by_role("button", name="Pause…")).to_be_visible(timeout=MINUTE_MS)
    expect(page.locator(".page-head")).to_contain_text("Autumn check-ups")


def wait_for_numbers(stack: Stack, page: Page) -> None:
    stack.sandbox.advance(hours=24)  # whatever hour it is, a day with customers lies behind
    campaign = page.url
    for _ in range(40):
        page.goto(campaign)
        page.wait_for_load_state("networkidle")
        if page.get_by_role("row", name=re.compile("Ready for winter.*€[1-9]")).count():
            return
        page.wait_for_timeout(1500)
    raise AssertionError("no spend was shown for the ad within a minute")


def pause_and_undo(page: Page) -> None:
    campaign = page.url
    page.get_by_role("button", name="Pause…").click()
    page.get_by_role("dialog").get_by_role("button", name="Pause it").click()
    expect(page.get_by_role("button", name="Resume…")).to_be_visible(timeout=MINUTE_MS)
    page.get_by_role("link", name="History").first.click()
    entry = page.get_by_role("listitem").filter(has_text="Autumn check-ups").filter(has_text="paused").first
    expect(entry).to_contain_text("Wanda Wheeler")
    entry.get_by_role("button", name=re.compile("^Undo")).click()
    page.goto(campaign)
    expect(page.get_by_role("button", name="Pause…")).to_be_visible(timeout=MINUTE_MS)

"""A campaign on Google Search in a browser: its steps count signs, and what it makes runs."""

import re

from playwright.sync_api import Page, expect

from tests.browser.stack import Stack
from tests.browser.test_first_campaign import MINUTE_MS, go_on, sign_up

HEADLINES = ("Christmas cakes by post", "Baked in Dublin 8", "Order by 12 December")
DESCRIPTIONS = ("Fruit cakes fed for six weeks, sent anywhere in Ireland.", "Three sizes from €24.50.")


def test_words_below_searches_are_written_looked_at_and_launched(stack: Stack, page: Page):
    sign_up(stack, page, slug="cakes", business="Cakes of Dublin")
    connect_google(page)
    page.get_by_role("link", name="Campaigns").first.click()
    page.get_by_role("link", name="New campaign").first.click()
    fill_in(page)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Google takes the plan as it is")).to_be_visible()
    page.get_by_role("button", name="Launch…").click()
    page.get_by_role("dialog").get_by_role("button", name="Launch", exact=True).click()
    expect(page.get_by_role("button", name="Pause…")).to_be_visible(timeout=MINUTE_MS)


def connect_google(page: Page) -> None:
    page.get_by_role("link", name="Connections").first.click()
    page.get_by_role("button", name="Connect Google").click()
    page.get_by_label("A new person").check()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Google said yes")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Connect these accounts").click()
    expect(page.get_by_role("heading", name="Before an ad can run")).to_be_visible()


def fill_in(page: Page) -> None:
    page.fill("[name=name]", "Christmas cakes by post")
    page.get_by_label("Bring people to your website").check()
    go_on(page, "Where should it run")
    page.locator("[id^=id_budget_]").fill("8")
    expect(page.locator("[data-split-sum]")).to_contain_text("8.00 a day")
    go_on(page, "Who should see it?")
    page.fill("[name=keywords]", "christmas cake delivery\n[bakery dublin 8]")
    go_on(page, "What do your ads say and show?")
    page.fill("[name=link]", "https://cakes.example/christmas")
    page.get_by_role("button", name="Write it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The ad on Google")
    for number, text in enumerate(HEADLINES, 1):
        page.fill(f"[name=headlines_{number}]", text)
    for number, text in enumerate(DESCRIPTIONS, 1):
        page.fill(f"[name=descriptions_{number}]", text)
    counted = page.locator("[name=headlines_1] ~ .field__count")
    expect(counted).to_contain_text(re.compile(rf"{len(HEADLINES[0])} of 30"))
    page.get_by_role("button", name="Save this ad").click()
    go_on(page, "From when until when?")

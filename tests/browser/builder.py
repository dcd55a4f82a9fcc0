"""Somebody goes through the builder's steps, in whatever order it puts them."""

from functools import partial
from pathlib import Path

from playwright.sync_api import Page, expect

from config.demo.art import draw
from tests.creatives.films import film

NAME, LINK = "Christmas cakes", "https://cakery.example/christmas"
BUDGETS = {"Google": "25", "Meta": "30", "TikTok": "60"}
MODEST, LOUD = "Order a Christmas cake by Friday.", "Our cake is a miracle cure for dark evenings."
SEARCH = {
    "headlines_1": "Christmas cakes by post", "headlines_2": "Baked in Dublin 8", "headlines_3": "Order by 12 December",
    "descriptions_1": "Fruit cakes fed for six weeks.", "descriptions_2": "Three sizes, sent anywhere in Ireland.",
}  # fmt: skip
LAST = "What will be made"


def files(folder: Path) -> dict[str, str]:
    """Put a square picture and a film onto somebody's disk."""
    (folder / "cake.png").write_bytes(draw("sourdough", "#38686a"))
    (folder / "cake.mp4").write_bytes(film())
    return {"Meta": str(folder / "cake.png"), "TikTok": str(folder / "cake.mp4")}


def build(page: Page, upload: dict[str, str]) -> None:
    """Build a campaign with four ads on all three platforms, one of which promises too much; stop before the launch."""
    page.get_by_role("link", name="Campaigns").first.click()
    page.get_by_role("link", name="New campaign").first.click()
    steps = {
        "Say what you want": say_what, "Who should see it?": say_who, "Where should it run": say_where,
        "What do your ads say": partial(write_ads, upload=upload), "From when until when?": lambda page: None,
    }  # fmt: skip
    heading = page.get_by_role("heading", level=1)
    while steps:
        said = heading.inner_text()
        name = next(name for name in steps if name in said)
        steps.pop(name)(page)
        page.get_by_role("button", name="Save and go on").click()
        expect(heading).not_to_contain_text(name)
    expect(page.get_by_role("heading", name=LAST)).to_be_visible()
    for name in BUDGETS:
        expect(page.get_by_text(f"{name} takes the plan as it is")).to_be_visible()


def say_what(page: Page) -> None:
    """Say what it is called and for."""
    page.fill("[name=name]", NAME)
    page.get_by_label("Bring people to your website").check()


def say_who(page: Page) -> None:
    """Say whom it should reach."""
    page.get_by_label("Ireland", exact=True).check()
    page.fill("[name=keywords]", "christmas cake delivery\n[bakery dublin 8]")


def say_where(page: Page) -> None:
    """Choose all three ad accounts, with a budget each."""
    for name, amount in BUDGETS.items():
        card = page.locator(".account-pick").filter(has_text=name)
        card.get_by_role("checkbox").check()
        card.get_by_role("textbox", name="Budget").fill(amount)
    expect(page.locator("[data-split-sum]")).to_contain_text("115.00 a day")


def write_ads(page: Page, upload: dict[str, str]) -> None:
    """Add a second ad on Meta, and write all of them one after the other, as the page leads on."""
    page.fill("[name=link]", LINK)
    page.get_by_role("region", name="Meta").get_by_role("button", name="Add an ad").click()
    meta = [
        {"primary_texts_1": MODEST, "headlines_1": "Christmas cakes"},
        {"primary_texts_1": LOUD, "headlines_1": "Feel better"},
    ]
    texts = {"Google": [SEARCH], "Meta": meta, "TikTok": [{"primary_texts_1": MODEST}]}
    page.get_by_role("button", name="Write it").first.click()
    for left in (3, 2, 1, 0):
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_contain_text("The ad on")
        platform = next(name for name in BUDGETS if name in heading.inner_text())
        for name, text in texts[platform].pop(0).items():
            page.fill(f"[name={name}]", text)
        if platform in upload:
            page.set_input_files(f"[name={'video' if platform == 'TikTok' else 'image'}_file]", upload[platform])
        with page.expect_navigation():
            page.get_by_role("button", name="Save, next ad" if left else "Save this ad").click()

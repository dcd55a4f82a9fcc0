"""Every page: axe finds nothing, it fits the narrowest phone, the keyboard and a browser without JavaScript get through."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.house import House
from tests.browser.pages import DIALOGS, OPEN_PAGES, PAGES, PRIMARY
from tests.browser.stack import Stack
from tests.browser.test_first_campaign import go_on
from tests.plugins.habits import sample

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
CONTRAST = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
}  # all that the night changes
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
WHOLE = {"desk": (1440, 2400), "phone": (390, 2400)}
"""Tall, so that no target happens to lie under the bar that stays in sight; that focus never does, the keyboard's walk sees."""
SETTLED = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const turning = () => document.getAnimations().some(one => one instanceof CSSTransition);
  await frame();
  for (let most = 200; most && turning(); most -= 1) await frame();
}"""  # colours have gone over from day to night: what inherits them begins when its parent has ended
ALONE = "figure[data-chart]:not(:has(details.chart__table tbody tr)), .chart__plot:not(figure[data-chart] *)"
"""Charts without their figures as a table."""
NUMBERED = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const open = all.filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}));
  const others = one => open.filter(other => other.type === "radio" && other.name === one.name && other.form === one.form);
  const stops = open.filter(one => one.type !== "radio" || one === (others(one).find(other => other.checked) ?? others(one)[0]));
  stops.forEach((one, number) => one.dataset.stop = number);
  return stops.map(one => one.outerHTML.slice(0, 120));
}"""  # of radio buttons Tab stops at the chosen one
STANDING = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, y = (box.top + box.bottom) / 2;
  const top = document.elementFromPoint(x, y);
  const ring = [at, at.parentElement].some(one => getComputedStyle(one).outlineStyle !== "none");
  return {name: at.innerText?.trim() || at.value || "", tag: at.tagName, html: at.outerHTML.slice(0, 120),
    seen: ring || style.boxShadow !== "none", free: !top || at.contains(top) || top.contains(at) || !!at.labels?.length};
}"""


@pytest.fixture(scope="session")
def house(stack: Stack) -> House:
    return House(stack)


@pytest.fixture(scope="module")
def state(house, chromium):
    return house.log_in(chromium)


@pytest.fixture(scope="module")
def stranger(chromium):
    with chromium.new_context(reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def owner(chromium, state):
    with chromium.new_context(reduced_motion="reduce", storage_state=state) as context:
        yield context.new_page()


@pytest.fixture
def opened(request, house) -> Page:
    """The page that the test names, as who may see it, all parts loaded."""
    name = request.node.callspec.params["name"]
    visitor = request.getfixturevalue("stranger" if name in OPEN_PAGES else "owner")
    go_to(visitor, house.address(name))
    return visitor


def go_to(page: Page, address: str) -> None:
    """Open a page on a desk by day, all parts loaded."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(address)
    complete(page)


def complete(page: Page) -> None:
    """Wait until the parts that load later are there."""
    expect(page.locator("[hx-trigger=load]")).to_have_count(0)


@pytest.mark.parametrize("name", sample(OPEN_PAGES + PAGES, 10))
def test_axe_finds_nothing_by_day_and_by_night_and_the_page_fits_a_phone(name, opened):
    assert opened.locator(ALONE).count() == 0
    assert list(problems(opened)) == []
    opened.set_viewport_size({"width": 320, "height": 640})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", sample(DIALOGS, 2))
def test_axe_finds_nothing_in_a_dialog_of_a_running_campaign_and_escape_closes_it(path, house, owner):
    go_to(owner, house.address("looks /campaigns/{running}/"))
    owner.locator(f'[hx-target="#ask"][href*="{path}"]').first.dispatch_event("click")
    dialog = owner.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2).first).to_be_visible()
    assert list(problems(owner, "#ask")) == []
    assert dialog.evaluate("one => one.contains(document.activeElement) && one.scrollWidth <= one.clientWidth")
    owner.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def problems(page: Page, within: str = "html"):
    """Yield what axe finds by day and by night, on a desk and on a phone; the page stays as it was loaded."""
    page.evaluate(AXE_SCRIPT)
    for scheme, rules in (("light", RULES), ("dark", CONTRAST)):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        for size, (width, height) in WHOLE.items():
            page.set_viewport_size({"width": width, "height": height})
            found = page.evaluate("([within, rules]) => axe.run(within, rules)", [within, rules])
            for one in found["violations"]:
                yield size, scheme, one["id"], [node["target"] for node in one["nodes"]]


@pytest.mark.parametrize("name", sample(list(PRIMARY), 5))
def test_the_keyboard_reaches_the_primary_action_and_always_shows_where_it_is(name, opened):
    for size, (width, height) in SIZES.items():
        if size != "desk":
            opened.set_viewport_size({"width": width, "height": height})
            opened.reload()
            complete(opened)
        stops = list(walk(opened, PRIMARY[name]))
        assert PRIMARY[name] in stops[-1]["name"]
        assert [stop["html"] for stop in stops if not (stop["seen"] and stop["free"])] == []


@pytest.mark.parametrize("name", sample(OPEN_PAGES + PAGES, 2))
def test_the_keyboard_alone_reaches_everything_and_opens_every_menu(name, opened):
    opened.evaluate("scrollTo(0, 0)")
    stops = opened.evaluate(NUMBERED)
    missed = set(map(str, range(len(stops))))
    for _ in range(3 * len(stops) + 20):  # a date has three stops
        opened.keyboard.press("Tab")
        missed.discard(opened.evaluate("document.activeElement.dataset.stop"))
        if not missed:
            break
    assert [stops[int(number)] for number in missed] == []
    for button in opened.locator("main button[popovertarget]:visible").all():
        assert opens(opened, button), button.evaluate("one => one.outerHTML.slice(0, 120)")


def opens(page: Page, button: Locator) -> bool:
    """Return whether Enter opens the button's menu, and Escape closes it with the focus back where it was."""
    target = page.locator(f"#{button.get_attribute('popovertarget')}")
    button.focus()
    page.keyboard.press("Enter")
    was_open = target.evaluate("one => one.matches(':popover-open')")
    page.keyboard.press("Escape")
    back = button.evaluate("one => one === document.activeElement")
    return was_open and back and not target.evaluate("one => one.matches(':popover-open')")


def walk(page: Page, name: str, most: int = 120):
    """Press Tab until the control of this name has the focus; yield every stop."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STANDING)
        if stop["tag"] != "BODY":
            yield stop
        if name in stop["name"]:
            return


def test_a_campaign_is_drafted_previewed_and_launched_without_javascript(house, chromium, state, tmp_path):
    picture = tmp_path / "bike.png"
    Image.new("RGB", (1080, 1080), "#38686a").save(picture)
    with chromium.new_context(java_script_enabled=False, storage_state=state) as context:
        page = context.new_page()
        page.goto(house.address("looks /campaigns/new/"))
        page.fill("[name=name]", "Without a script")
        page.get_by_label("Sell something: orders on your website").check()
        go_on(page, "Where should it run")
        card = page.locator(".account-pick").filter(has_text="Meta")
        card.get_by_role("checkbox").check()
        card.get_by_role("textbox", name="Budget").fill("20")
        go_on(page, "Who should see it?")
        go_on(page, "What do your ads say and show?")
        page.fill("[name=link]", "https://wheels.example/")
        page.get_by_role("button", name="Write it").click()
        page.fill("[name=primary_texts_1]", "Ready for the dark months in one afternoon.")
        page.fill("[name=headlines_1]", "Ready for winter")
        page.set_input_files("[name=image_file]", picture)
        page.get_by_role("button", name="Save this ad").click()
        go_on(page, "From when until when?")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.get_by_role("heading", name="What will be made", exact=True)).to_be_visible()
        page.get_by_role("button", name="Launch…").click()
        page.get_by_role("dialog").get_by_role("button", name="Launch", exact=True).click()
        wait_for(page, re.compile("^Pause"))


def wait_for(page: Page, button: re.Pattern, most: int = 60) -> None:
    """Load the page again, as somebody without scripts does, until it has the button."""
    for _ in range(most):
        if page.get_by_role("button", name=button).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"no button {button.pattern} came at {page.url}")

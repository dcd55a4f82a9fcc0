"""What only a browser can show: scripts under the strict CSP, keyboard, narrow screens."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_choice_of_night_is_kept(page: Page):
    page.goto("/styleguide/")
    page.get_by_text("Night").first.click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_text("System").first.click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile(".+"))


def test_a_chart_is_drawn_without_eval_and_again_for_the_night(page: Page):
    page.goto("/styleguide/")
    line = page.locator("#orders .layer_2_marks path, #orders .mark-line path").last
    expect(line).to_be_attached()
    by_day = line.get_attribute("stroke")
    page.get_by_text("Night").first.click()
    expect(page.locator("#orders .mark-line path").last).not_to_have_attribute("stroke", by_day)
    assert page.locator("#orders svg.marks").count() == 1


def test_a_chart_that_cannot_be_drawn_leaves_its_table_open(page: Page):
    page.route("**/charts/theme.json", lambda route: route.fulfill(status=404, body="{}"))
    page.goto("/styleguide/")
    expect(page.locator("#orders details")).to_have_attribute("open", "")


def test_an_error_of_ours_arrives_as_a_toast(page: Page):
    page.goto("/styleguide/")
    page.evaluate("htmx.ajax('POST', '/', {target: '#main', headers: {'X-CSRFToken': 'stale'}})")
    toast = page.locator("body > .toasts .toast--bad")
    expect(toast).to_be_visible()
    expect(page.locator("#main h1")).to_be_visible()
    toast.get_by_label("Close").click()
    expect(toast).to_have_count(0)


def test_after_a_refused_form_the_focus_is_on_the_first_wrong_field(page: Page):
    refused = '<form><input name="a"><input name="b" aria-invalid="true"><input name="c" aria-invalid="true"></form>'
    page.route("**/refused/", lambda route: route.fulfill(status=422, content_type="text/html", body=refused))
    page.goto("/styleguide/")
    page.evaluate("htmx.ajax('POST', '/refused/', {target: '#main'})")
    expect(page.locator("#main [name=b]")).to_be_focused()
    expect(page.locator("body > .toasts .toast")).to_have_count(0)


PRESS_TWICE = """async () => {
  document.querySelector("#main").innerHTML = '<form method="post"><button>Save</button></form>';
  let sent = 0;
  addEventListener("submit", (event) => { if (!event.defaultPrevented) sent += 1; event.preventDefault(); });
  const button = document.querySelector("#main button");
  button.click();
  await new Promise((resolve) => setTimeout(resolve, 50));
  button.click();
  return sent;
}"""


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Page):
    page.goto("/styleguide/")
    assert page.evaluate(PRESS_TWICE) == 1


def test_a_toast_leaves_by_itself_but_not_while_it_is_read(page: Page):
    page.clock.install()
    page.goto("/styleguide/")
    page.evaluate(
        """document.querySelector('body > .toasts').append(document.querySelector('#main .toast').cloneNode(true))"""
    )
    toast = page.locator("body > .toasts .toast")
    toast.hover()
    page.clock.fast_forward(20_000)
    expect(toast).to_have_count(1)
    page.mouse.move(5, 5)
    page.clock.fast_forward(9_000)
    expect(toast).to_have_count(1)
    page.clock.fast_forward(2_000)
    expect(toast).to_have_count(0)


def test_a_question_opens_and_closes_by_keyboard_and_gives_the_focus_back(page: Page):
    page.goto("/styleguide/")
    opener = page.get_by_role("button", name="Disconnect…")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Disconnect Meta?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_the_first_tab_leads_past_the_navigation(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/styleguide/", "/nowhere/"])
def test_nothing_runs_out_of_a_narrow_screen(page: Page, settings, path):
    settings.DEBUG = path == "/styleguide/"
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

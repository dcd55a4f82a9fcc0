"""A real browser on the public host."""

import re
import shutil

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


@pytest.fixture
def page(live_server, settings, monkeypatch):
    """A page of Chromium; the test fails on an unexpected error in its console, so also on what the CSP forbids."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs a loop in this thread
    settings.DEBUG = True
    call_command("build_static")
    errors = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
        opened = context.new_page()
        opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        yield opened
        browser.close()
    expected = re.compile(r"Failed to load resource|Response Status Error Code 4|could not be drawn")
    assert [error for error in errors if not expected.search(error)] == []

"""A real browser before the public host's pages. They need no database, and here they have none: asking for it would fail."""

import re
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer

EXPECTED_ERROR = re.compile(r"Failed to load resource|Response Status Error Code 4|could not be drawn")


class QuietHandler(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *args):
        """Stay quiet."""


@pytest.fixture(scope="module")
def address():
    """The address of the public host, served by a thread of this process."""
    call_command("build_static", verbosity=0)
    server = make_server("localhost", 0, StaticFilesHandler(WSGIHandler()), ThreadedWSGIServer, QuietHandler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(address, chromium, settings):
    """A page of Chromium; the test fails on an unexpected error in its console, so also on what the CSP forbids."""
    settings.DEBUG = True
    errors = []
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert [error for error in errors if not EXPECTED_ERROR.search(error)] == []

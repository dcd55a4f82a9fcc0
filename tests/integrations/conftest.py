"""The sandbox over the wire, and an organisation that is connected to it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.platforms.meta import reports
from tests.plugins.quick import set_together


@pytest.fixture
def sandbox(sandbox_process, settings, monkeypatch):
    """The sandbox as new, and the product pointed at it; time-outs are short, and nobody waits for what is soon ready."""
    sandbox_process.reset(kept="as new")
    unhurried = {"TIKTOK_APP_TIER": "ultimate"}  # whose calls need not wait for the next second
    set_together(settings, sandbox_process.settings | unhurried)
    monkeypatch.setattr("integrations.platforms.meta.client.TIMEOUT_S", (1, 10))
    monkeypatch.setattr("integrations.platforms.meta.reports.WAITS_S", (0.01, *reports.WAITS_S))
    return sandbox_process


def read_query(address: str) -> dict[str, str]:
    """Return an address's query, each name once."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

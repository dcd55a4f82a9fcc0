"""A sandbox over the wire and Google's SDK on the bakery's customer."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from google.ads.googleads.errors import GoogleAdsException

from integrations.sandbox.testing import SandboxProcess
from tests.sandbox.google import wire

START = datetime(2026, 8, 3, 7, tzinfo=UTC).timestamp()  # a Monday


@pytest.fixture(scope="session")
def _monday(sandbox_process: SandboxProcess) -> str:
    """The name under which a Monday morning on which reviews take ten minutes is kept."""
    sandbox_process.reset(now=START, speed=0)
    sandbox_process.control("POST", "review", minutes=10)
    sandbox_process.keep("a Monday on Google")
    return "a Monday on Google"


@pytest.fixture
def sandbox(sandbox_process: SandboxProcess, _monday: str) -> SandboxProcess:
    """The process with everything forgotten: only Marlow is there, on a Monday morning."""
    sandbox_process.reset(kept=_monday)
    return sandbox_process


@pytest.fixture
def account(sandbox: SandboxProcess) -> wire.Account:
    return open_account(sandbox)


def open_account(sandbox: SandboxProcess) -> wire.Account:
    """Return the bakery's customer with a fresh token: one lives for an hour only."""
    manager = wire.find_manager(wire.connect(sandbox))
    return wire.Account(wire.connect(sandbox, login=manager))


def refused(action: Callable[[], Any]) -> list[tuple[str, str]]:
    """Return (category.CODE, place) of every error that an action is refused with."""
    with pytest.raises(GoogleAdsException) as caught:
        action()
    return [(code_of(error), place_of(error)) for error in caught.value.failure.errors]


def code_of(error: Any) -> str:
    which = error.error_code._pb.WhichOneof("error_code")
    return f"{which}.{getattr(error.error_code, which).name}"


def place_of(error: Any) -> str:
    """Return the place without where the operation stands: `create.name`, `create.ad.headlines[2].text`."""
    names = []
    for element in error.location.field_path_elements:
        is_indexed = element._pb.HasField("index")
        names.append(f"{element.field_name}[{element.index}]" if is_indexed else element.field_name)
    return ".".join(name for name in names if "operation" not in name)

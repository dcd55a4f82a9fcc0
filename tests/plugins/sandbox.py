"""The sandbox that tests share: one process a worker, whatever their directory. Each begins with a `reset`."""

import pytest

from integrations.sandbox.testing import SandboxProcess
from tests.factories import START


@pytest.fixture(scope="session")
def sandbox_process():
    """One sandbox a worker, standing still at the tests' START; how it is then is kept under "as new"."""
    with SandboxProcess(now=START.timestamp()) as process:
        process.keep("as new")
        yield process

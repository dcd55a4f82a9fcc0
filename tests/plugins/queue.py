"""Run jobs inside a test."""

import pytest

from tenants.queue import run_due_now


@pytest.fixture
def run_jobs():
    """Return the function that runs due jobs, and what they enqueue, until none is due; a dead one fails the test."""
    return run_due_now

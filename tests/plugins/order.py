"""What takes long begins first, so that no worker sits alone with it at the end.

pytest-xdist gives every worker a stretch of the list and lets those that are done steal from the ends of the others' stretches. All
tests on the whole stack of processes stand at the head of the first stretch: they share one stack, in one worker. The other long
ones stand at the heads of the other stretches. Within these, and in all the rest, the drawn order stays.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG = (
    "tests/queue/test_killed_worker.py",
    "tests/queue/test_processes.py",
    "tests/integrations/test_hundred_organisations.py",
    "tests/analytics/test_maturity_sandbox.py",
    "tests/analytics/test_reconciliation.py",
    "tests/campaigns/test_purposes.py",
    "tests/campaigns/test_three_platforms.py",
    "tests/design/test_in_browser.py",
    "tests/sandbox/test_images.py",
    "tests/config/test_demo_lived.py",
    "tests/config/test_deploy_checks.py",
    "tests/config/test_postgres.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = arrange(items, workers)


def arrange(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Return the same tests, the long ones at the heads of the workers' stretches."""
    on_stack = [item for item in items if "stack" in item.fixturenames]
    heads = [on_stack, *([] for _ in range(workers - 1))]
    for number, file in enumerate(LONG):
        heads[1 + number % (workers - 1)] += [item for item in items if item.nodeid.startswith(f"{file}::")]
    at_a_head = {item.nodeid for head in heads for item in head}
    rest = [item for item in items if item.nodeid not in at_a_head]
    arranged: list[pytest.Item] = []
    for number, head in enumerate(heads):
        stretch = (len(items) - len(arranged)) // (workers - number)
        taken = max(stretch - len(head), 0) if number < workers - 1 else len(rest)
        arranged += head + rest[:taken]
        rest = rest[taken:]
    return arranged

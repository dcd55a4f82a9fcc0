"""kill -9 on the worker in the middle of a launch and a sync: both finish, once."""

import signal

import pytest

from tests.browser.api import Program, wait_until
from tests.browser.stack import Stack
from tests.browser.test_api_journey import connect, draft
from tests.plugins.habits import sample

SLOW_S = 3
SYNC_SLOW_S = 12
KINDS = ("campaign", "adset", "ad")


@pytest.fixture(scope="module")
def program(stack: Stack) -> Program:
    """A program in an organisation that is connected."""
    return Program(stack, "globex")


@pytest.fixture(scope="module")
def account(stack: Stack, program: Program) -> dict:
    """Its ad account."""
    return connect(stack, program)


def has_hits(stack: Stack, path: str) -> bool:
    """Return whether a call to this path hangs in its delay, or has."""
    rules = stack.sandbox.control("GET", "faults")["faults"]
    return any(rule["hits"] for rule in rules if rule["path"] == path)


def kill_worker(stack: Stack) -> None:
    """End the worker and its children at once, and start another."""
    stack.end("worker", signal.SIGKILL)
    stack.sandbox.control("DELETE", "faults")
    stack.start("worker", "manage.py", "worker")


def count(stack: Stack, account: dict) -> dict[str, int]:
    """Return how many objects of each kind stand on the platform's account."""
    return {kind: stack.sandbox.count(kind, account=account["external_id"]) for kind in KINDS}


@pytest.mark.parametrize("path", sample(["/campaigns$", "/adsets$", "/ads$"], 1))
def test_a_launch_and_a_sync_whose_worker_is_killed_are_finished_and_make_nothing_twice(stack, program, account, path):
    def read_account() -> dict:
        return program.call("GET", f"/ad-accounts/{account['id']}")

    campaign = draft(program, account, f"Killed at {path.strip('/$')}")
    before, read_before = count(stack, account), read_account()["metrics_synced_at"]
    stack.sandbox.fault("delay", method="GET", path="/insights", seconds=SYNC_SLOW_S, times=50)
    # Others read insights, too (hours, audiences), and go first at times: it is the sync that must be held up.
    wait_until(lambda: read_account()["sync_status"] == "running", within_s=200)
    stack.sandbox.fault("delay", method="POST", path=path, seconds=SLOW_S)
    change_set = program.call("POST", f"/campaigns/{campaign['id']}/launch", status=202)
    wait_until(lambda: has_hits(stack, path))
    assert read_account()["sync_status"] == "running"
    kill_worker(stack)

    finished = program.finish(change_set, within_s=150)
    assert {change["state"] for change in finished["changes"]} == {"applied"}
    assert program.call("GET", f"/campaigns/{campaign['id']}")["status"] == "active"
    assert count(stack, account) == {kind: before[kind] + 1 for kind in KINDS}

    def synced() -> bool:
        found = read_account()
        return found["sync_status"] == "success" and found["metrics_synced_at"] != read_before

    wait_until(synced, within_s=150)

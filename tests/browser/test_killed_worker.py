"""kill -9 on the worker in the middle of a launch and of a sync: both finish, once."""

import signal

import pytest

from tests.browser.api import Program, wait_until
from tests.browser.stack import Stack
from tests.browser.test_api_journey import connect, draft
from tests.plugins.habits import sample

SLOW_S = 3
KINDS = ("campaign", "adset", "ad")


@pytest.fixture(scope="module")
def program(stack: Stack) -> Program:
    """A program in an organisation that is connected."""
    return Program(stack, "globex")


@pytest.fixture(scope="module")
def account(stack: Stack, program: Program) -> dict:
    """Its ad account."""
    return connect(stack, program)


def kill_worker_once_hit(stack: Stack) -> None:
    """Wait until a call hangs in its delay; then end the worker and its children at once, and start another."""
    wait_until(lambda: any(rule["hits"] for rule in stack.sandbox.control("GET", "faults")["faults"]))
    stack.end("worker", signal.SIGKILL)
    stack.sandbox.control("DELETE", "faults")
    stack.start("worker", "manage.py", "worker")


def count(stack: Stack, account: dict) -> dict[str, int]:
    """Return how many objects of each kind stand on the platform's account."""
    return {kind: stack.sandbox.count(kind, account=account["external_id"]) for kind in KINDS}


@pytest.mark.parametrize("path", sample(["/campaigns$", "/adsets$", "/ads$"], 1))
def test_a_launch_whose_worker_is_killed_is_finished_and_makes_nothing_twice(stack: Stack, program, account, path):
    name = f"Killed at {path.strip('/$')}"
    campaign, before = draft(program, account, name), count(stack, account)
    stack.sandbox.fault("delay", method="POST", path=path, seconds=SLOW_S)
    change_set = program.call("POST", f"/campaigns/{campaign['id']}/launch", status=202)
    kill_worker_once_hit(stack)
    finished = program.finish(change_set, within_s=150)
    assert {change["state"] for change in finished["changes"]} == {"applied"}
    launched = program.call("GET", f"/campaigns/{campaign['id']}")
    assert launched["status"] == "active"
    assert count(stack, account) == {kind: before[kind] + 1 for kind in KINDS}


def test_a_sync_whose_worker_is_killed_is_finished(stack: Stack, program, account):
    before = program.call("GET", f"/ad-accounts/{account['id']}")["metrics_synced_at"]
    stack.sandbox.fault("delay", method="GET", path="/insights", seconds=SLOW_S, times=3)
    kill_worker_once_hit(stack)

    def synced() -> bool:
        found = program.call("GET", f"/ad-accounts/{account['id']}")
        return found["sync_status"] == "success" and found["metrics_synced_at"] != before

    wait_until(synced, within_s=150)

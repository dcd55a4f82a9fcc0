"""A developer's program: the API over HTTP, with a key."""

import time
import uuid
from typing import Any

import httpx2

from tests.browser.stack import Stack

KEY = """
from django_tenants.utils import tenant_context
from tenants import clock
from tenants.models import Organization
from tenants.services import create_api_key
from tenants.types import Actor
organization = Organization.objects.get(slug={slug!r})
with tenant_context(organization):
    _, secret = create_api_key(name="Script", role="owner", granting_role="owner", actor=Actor.system(), now=clock.now())
print(secret)
"""
FINAL = ("applied", "failed", "rejected", "superseded")


class Program:
    """Calls one organisation's API; a status that is not expected fails the test."""

    def __init__(self, stack: Stack, slug: str, key: str = ""):
        key = key or stack.shell(KEY.format(slug=slug))
        host = f"{slug}.localhost:{stack.port}"
        headers = {"Authorization": f"Bearer {key}", "Host": host}
        self.http = httpx2.Client(base_url=f"http://127.0.0.1:{stack.port}/api/v1", headers=headers, timeout=60)

    def call(self, method: str, path: str, *, status: int = 200, **request: Any) -> Any:
        """Call an operation and return its answer; every create carries an Idempotency-Key of its own."""
        headers = {"Idempotency-Key": uuid.uuid4().hex} if method == "POST" else {}
        answer = self.http.request(method, path, headers=headers | request.pop("headers", {}), **request)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def finish(self, change_set: dict[str, Any], *, within_s: float = 60) -> dict[str, Any]:
        """Follow a change set until each of its changes has come to an end."""
        found = change_set

        def ended() -> bool:
            nonlocal found
            found = self.call("GET", f"/change-sets/{change_set['id']}")
            return all(change["state"] in FINAL for change in found["changes"])

        wait_until(ended, within_s=within_s)
        return found


def wait_until(holds, *, within_s: float = 60) -> None:
    """Ask again until it holds; fails when it does not in time."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, f"it did not come to hold within {within_s} s"
        time.sleep(0.25)

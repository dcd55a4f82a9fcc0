"""A Google that fails as it is told, over real gRPC; and plans for each channel."""

from concurrent import futures
from dataclasses import dataclass, field

import grpc
import pytest

from integrations import types as t
from integrations.platforms.google.client import Ads


@dataclass
class Ledger:
    """A meter that lets everything through and remembers it."""

    spent: list[tuple[int, bool]] = field(default_factory=list)
    usages: list[t.Usage] = field(default_factory=list)

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        self.spent.append((cost, writes))

    def report(self, usage: t.Usage) -> None:
        self.usages.append(usage)


class Failing(grpc.GenericRpcHandler):
    """Answers every call with one status and one GoogleAdsFailure (None: without one)."""

    def __init__(self):
        self.status, self.failure, self.details = grpc.StatusCode.INVALID_ARGUMENT, None, "refused"
        self.seen: list[dict[str, str]] = []

    def service(self, handler_call_details):
        return grpc.unary_unary_rpc_method_handler(self._answer)

    def _answer(self, request, context):
        self.seen.append({name: value for name, value in context.invocation_metadata() if isinstance(value, str)})
        trailing = [("request-id", "Req-1")]
        if self.failure is not None:
            trailing.append(
                ("google.ads.googleads.v26.errors.googleadsfailure-bin", type(self.failure).serialize(self.failure))
            )
        context.set_trailing_metadata(tuple(trailing))
        context.abort(self.status, self.details)


@pytest.fixture(scope="module")
def failing_server():
    handler = Failing()
    server = grpc.server(futures.ThreadPoolExecutor(2), handlers=[handler])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield handler, port
    server.stop(None)


@pytest.fixture
def failing(failing_server):
    """The handler to tell what to fail with, and calls that reach it."""
    handler, port = failing_server
    handler.__init__()
    app = t.App("client", "secret", api_url=f"127.0.0.1:{port}")
    return handler, Ads(app, "ya29.secret-token", Ledger(), customer_id="1234567890", manager_id="9876543210")

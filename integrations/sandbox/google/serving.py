"""gRPC: find the method, mind the faults, answer, fail as Google does, keep a log of the call."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc

from ..faults import Faults, Rule
from ..http import HTML_502, keep_call
from ..world import World
from . import VERSION, ordered
from .call import Call
from .errors import HTTP, Failure, Unimplemented, render
from .methods import METHODS, Method
from .protos import load, message_class
from .relay import Relay

_FAILURE = f"google.ads.googleads.{VERSION}.errors.googleadsfailure-bin"
_NOTHING_DONE = ("reset", "timeout_before")
_NO_ANSWER = ("drop_after_commit", "timeout_after")


class Handlers(grpc.GenericRpcHandler):
    """What the gRPC server asks for a method; one that is not listed answers UNIMPLEMENTED."""

    def __init__(self, world: World, faults: Faults, relay: Relay) -> None:
        self.world, self.faults, self.relay = world, faults, relay
        load()

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        method = METHODS.get(details.method)
        if method is None:
            return None
        path = details.method

        async def answer(request: Any, context: grpc.aio.ServicerContext) -> Any:
            return await self._run(method, path, request, context)

        async def stream(request: Any, context: grpc.aio.ServicerContext) -> AsyncIterator[Any]:
            for part in await self._run(method, path, request, context):
                yield part

        make = grpc.unary_stream_rpc_method_handler if method.streams else grpc.unary_unary_rpc_method_handler
        return make(
            stream if method.streams else answer,
            request_deserializer=message_class(f"services.{method.request}").FromString,
            response_serializer=lambda message: message.SerializeToString(),
        )

    async def _run(self, method: Method, path: str, request: Any, context: grpc.aio.ServicerContext) -> Any:
        call = self._open(path, context)
        rule = self.faults.take("GRPC", path, "google")
        if rule and rule.kind in _NOTHING_DONE:
            self._log(call, rule, 0)
            await self._leave(rule, context)
        if rule and rule.kind == "delay":
            await asyncio.sleep(rule.seconds)
        if rule and rule.kind == "html502":
            self._log(call, rule, rule.status or 502)
            await self._answer_html(rule, context)
        try:
            if failure := ordered.failure(rule):
                raise failure
            reply = method.run(call, request)
        except (Failure, Unimplemented) as failure:
            await self._fail(call, rule, failure, context)
        except Exception:
            self._log(call, rule, 500)
            raise
        self._log(call, rule, 200)
        if rule and rule.kind in _NO_ANSWER:
            await self._leave(rule, context)
        context.set_trailing_metadata((("request-id", call.request_id),))
        return reply

    def _open(self, path: str, context: grpc.aio.ServicerContext) -> Call:
        metadata = {key: value for key, value in context.invocation_metadata() or () if isinstance(value, str)}
        number = self.world.store.next_number("google.request")
        return Call(self.world, path, metadata, f"sbx{number:019d}")

    async def _fail(
        self, call: Call, rule: Rule | None, failure: Failure | Unimplemented, context: grpc.aio.ServicerContext
    ) -> None:
        status = failure.status if isinstance(failure, Failure) else "UNIMPLEMENTED"
        call.made.clear()
        self._log(call, rule, HTTP.get(status, 500))
        trailing: list[tuple[str, str | bytes]] = [("request-id", call.request_id)]
        if isinstance(failure, Failure):
            trailing.append((_FAILURE, render(failure, call.request_id)))
        await context.abort(grpc.StatusCode[status], str(failure), tuple(trailing))

    async def _leave(self, rule: Rule, context: grpc.aio.ServicerContext) -> None:
        """Break the connection: at once, or after a silence."""
        if rule.kind.startswith("timeout"):
            await asyncio.sleep(rule.seconds)
        if link := self.relay.link_of(context.peer()):
            link.break_off()
        await context.abort(grpc.StatusCode.UNAVAILABLE, "Connection reset by peer")

    async def _answer_html(self, rule: Rule, context: grpc.aio.ServicerContext) -> None:
        if link := self.relay.link_of(context.peer()):
            link.answer_html(rule.status or 502, HTML_502)
        await context.abort(grpc.StatusCode.UNAVAILABLE, "Received http2 header with status: 502")

    def _log(self, call: Call, rule: Rule | None, status: int) -> None:
        account = call.customer.id if call.customer else ""
        keep_call(
            self.world, platform="google", method="GRPC", path=call.path, status=status, account=account, made=call.made,
            rule=rule,
        )  # fmt: skip

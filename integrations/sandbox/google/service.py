"""The gRPC side as a service beside the web server: in its event loop and thread, as the store asks."""

import asyncio
from typing import Any

from ..faults import Faults
from ..world import World
from .relay import Relay

_LARGEST = 64 * 1024 * 1024


class GoogleService:
    """Listens at once; gRPC and the protos are loaded when the first client comes."""

    def __init__(self, world: World, faults: Faults, port: int) -> None:
        self.world, self.faults = world, faults
        self.relay = Relay(port, self._begin)
        self._server: Any = None
        self._port = 0
        self._beginning = asyncio.Lock()

    @property
    def port(self) -> int:
        return self.relay.port

    async def start(self) -> None:
        await self.relay.start()

    async def stop(self) -> None:
        await self.relay.stop()
        if self._server:
            await self._server.stop(None)

    async def _begin(self) -> int:
        async with self._beginning:
            if not self._server:
                import grpc

                from .serving import Handlers

                options = [("grpc.max_receive_message_length", _LARGEST), ("grpc.max_metadata_size", 16 * 1024 * 1024)]
                self._server = grpc.aio.server(options=options)
                self._server.add_generic_rpc_handlers((Handlers(self.world, self.faults, self.relay),))
                self._port = self._server.add_insecure_port("127.0.0.1:0")
                await self._server.start()
        return self._port

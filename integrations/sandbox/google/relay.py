"""A TCP relay in front of the gRPC server, so that faults reach the connection: break it, or answer in a proxy's place."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable

from .frames import Frames, html_answer

_CHUNK = 65_536


class Link:
    """One client's connection and ours behind it."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.client, self.server = client, server
        self.from_client, self.from_server = Frames(preface=True), Frames(preface=False)

    def break_off(self) -> None:
        """Break the connection with a reset."""
        with contextlib.suppress(OSError):
            sock = self.client.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.client.transport.abort()
        self.server.transport.abort()

    def answer_html(self, status: int, body: str) -> None:
        """Answer the newest call with a page, as a proxy does; the server's own answer to it is then ignored."""
        self.client.write(html_answer(self.from_client.opened, status, body.encode()))


class Relay:
    """Listens on loopback; `upstream` starts the server when the first connection comes and gives its port."""

    def __init__(self, port: int, upstream: Callable[[], Awaitable[int]]) -> None:
        self.port, self._upstream = port, upstream
        self._links: dict[int, Link] = {}
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        for link in list(self._links.values()):
            link.break_off()

    def link_of(self, peer: str) -> Link | None:
        """Return the connection that the server knows as `ipv4:127.0.0.1:port`."""
        return self._links.get(int(peer.rpartition(":")[2] or 0))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, ours = await asyncio.open_connection("127.0.0.1", await self._upstream())
        link, port = Link(writer, ours), ours.get_extra_info("sockname")[1]
        self._links[port] = link
        try:
            await asyncio.gather(_pump(reader, ours, link.from_client), _pump(answers, writer, link.from_server))
        except OSError:
            link.break_off()
        finally:
            self._links.pop(port, None)
            writer.close()
            ours.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, frames: Frames) -> None:
    """Carry whole frames from one side to the other until the first hangs up; then hang up on the other."""
    while data := await reader.read(_CHUNK):
        writer.write(frames.feed(data))
        await writer.drain()
    writer.close()

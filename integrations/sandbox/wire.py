"""What happens to a connection when a fault is ordered: break it, or leave it without an answer."""

import asyncio
import contextlib
import socket
import struct

from starlette.types import Receive, Send


async def break_off(send: Send) -> None:
    """Break the connection with a reset, without an answer. uvicorn's `send` is a method of its request cycle."""
    transport = send.__self__.transport  # type: ignore[attr-defined]
    with contextlib.suppress(OSError):
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await asyncio.sleep(0.01)  # lets uvicorn notice, or it complains about the missing answer


async def keep_silent(receive: Receive, send: Send, seconds: float) -> None:
    """Answer nothing until the caller hangs up, at most for some seconds; then break off."""

    async def until_gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(until_gone(), seconds)
        return
    await break_off(send)

"""Free ports on this machine, several in a row.

They are looked for below those that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): a
connection of a neighbour would take one between our looking and our listening.
"""

import random
import socket
from contextlib import ExitStack

_TRIES = 50
_RANGE = (15_000, 32_000)


def free_ports(count: int) -> int:
    """Return the first of `count` ports in a row that are free now; OSError when none are found."""
    for _ in range(_TRIES):
        first = random.SystemRandom().randrange(*_RANGE)
        if _are_free(range(first, first + count)):
            return first
    raise OSError(f"no {count} free ports in a row")


def _are_free(ports: range) -> bool:
    with ExitStack() as stack:
        for port in ports:
            probe = stack.enter_context(socket.socket())
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True

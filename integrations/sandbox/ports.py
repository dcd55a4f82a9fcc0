"""Free ports on this machine, several in a row."""

import socket
from contextlib import ExitStack

_TRIES = 50


def free_ports(count: int) -> int:
    """Return the first of `count` ports in a row that are free now; OSError when none are found."""
    for _ in range(_TRIES):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = probe.getsockname()[1]
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

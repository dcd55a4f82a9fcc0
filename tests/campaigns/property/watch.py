"""Between this process and the platforms: every write is noticed, and somebody else may do something while a call is out."""

from collections.abc import Callable
from typing import Any

from tests.faults.wire import Wire


class Watch:
    """Stands in `wire.send`. `on_write` is called after every write, also one whose answer was lost or whose worker died.

    `meanwhile(n, deed)`: while the n-th call from now is out, before its answer comes, `deed` is done by somebody else.
    No transaction is open then, so what happens in between is what another process would do.
    """

    def __init__(self, wire: Wire):
        self._send = wire.send
        self.on_write: Callable[[str], None] = _nothing
        self.at: int | None = None
        self.deed: Callable[[], Any] = lambda: None
        wire.send = self.send  # type: ignore[method-assign]

    def meanwhile(self, at: int, deed: Callable[[], Any]) -> None:
        """Have something done while the n-th call from now is out."""
        self.at, self.deed = at, deed

    def forget(self) -> None:
        """Do nothing more in between."""
        self.at = None

    def send(self, name: str, go: Callable[[bool], Any]) -> Any:
        """Send one call."""

        def out(hurried: bool) -> Any:
            is_now, self.at = self.at == 0, None if not self.at else self.at - 1
            answer = go(hurried)
            if is_now:
                self.deed()
            return answer

        try:
            return self._send(name, out)
        finally:
            if is_write(name):
                self.on_write(name)


def is_write(name: str) -> bool:
    """Return whether a call may change something: what only asks is sent by GET, or is one of Google's searches."""
    return name.startswith(("POST ", "DELETE ")) or ("GRPC" in name and "Mutate" in name)


def _nothing(_: str) -> None:
    """Look at nothing."""

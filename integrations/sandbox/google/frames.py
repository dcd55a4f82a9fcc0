"""As much of HTTP/2 as the relay needs: where frames end, which stream was opened last, an answer of one's own."""

_PREFACE = 24
_HEAD = 9
_DATA, _HEADERS = 0x0, 0x1
_END_STREAM, _END_HEADERS = 0x1, 0x4


class Frames:
    """Cuts a byte stream into whole frames; `preface` is what a client says before the first."""

    def __init__(self, *, preface: bool) -> None:
        self._rest = b""
        self._preface = preface
        self.opened = 0

    def feed(self, data: bytes) -> bytes:
        """Take bytes and return those that make whole frames; notes the newest stream that was opened."""
        self._rest += data
        end = 0
        if self._preface:
            if len(self._rest) < _PREFACE:
                return b""
            self._preface, end = False, _PREFACE
        while len(self._rest) >= end + _HEAD:
            size = int.from_bytes(self._rest[end : end + 3], "big")
            if len(self._rest) < end + _HEAD + size:
                break
            if self._rest[end + 3] == _HEADERS:
                self.opened = int.from_bytes(self._rest[end + 5 : end + _HEAD], "big") & 0x7FFFFFFF
            end += _HEAD + size
        whole, self._rest = self._rest[:end], self._rest[end:]
        return whole


def html_answer(stream: int, status: int, body: bytes) -> bytes:
    """Return an HTTP/2 answer of a proxy's: literal header fields without indexing, so that no table moves."""
    heads = _literal(8, str(status).encode()) + _literal(31, b"text/html; charset=utf-8")
    return _frame(_HEADERS, _END_HEADERS, stream, heads) + _frame(_DATA, _END_STREAM, stream, body)


def _literal(index: int, value: bytes) -> bytes:
    """Name by its index in HPACK's static table (RFC 7541, appendix A), value as it is; both shorter than 127."""
    name = bytes([index]) if index < 15 else bytes([15, index - 15])
    return name + bytes([len(value)]) + value


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload

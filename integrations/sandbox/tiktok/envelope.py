"""The envelope around every answer."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from ..http import Reply
from .call import Call
from .errors import OK, TikTokError


def wrap(call: Call | None, error: TikTokError | None, data: Any = None) -> Reply:
    """Return an answer: `{code, message, request_id, data}`, HTTP 200."""
    code, message = (error.code, error.message) if error else (OK, "OK")
    kept = (error.data if error else data) or {}
    body = {"code": code, "message": message, "request_id": _request_id(call), "data": kept}
    return Reply(body, headers=dict(call.headers) if call else {}, code=code)


def _request_id(call: Call | None) -> str:
    """Return TikTok's log id: the moment (UTC) and 20 hexadecimal digits."""
    if call is None:
        return "2026010100000000000000000000000000"
    moment = datetime.fromtimestamp(call.now, UTC).strftime("%Y%m%d%H%M%S")
    number = call.store.db.execute("SELECT coalesce(max(number), 0) FROM calls").fetchone()[0]
    return moment + hashlib.sha256(f"{call.address}{number}".encode()).hexdigest()[:20].upper()

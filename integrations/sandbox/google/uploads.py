"""YouTubeVideoUploadService's upload over HTTP, in Google's resumable protocol: start, upload in pieces, finalize, query."""

import base64
import json
import re
from typing import TYPE_CHECKING, Any

from ..http import Reply
from ..store import Thing
from . import videos
from .call import Call, begin
from .errors import HTTP, Failure, Problem
from .kinds import new_number

if TYPE_CHECKING:
    from .http import HttpCall

_START = re.compile(r"/google/resumable/upload/v\d+/customers/(\d+)/youTubeVideoUploads:create$")
_GRANULARITY = 262_144


def answer(call: "HttpCall") -> Reply:
    """Answer one request of an upload; the session is a thing of kind `google.upload`, its bytes lie in its data."""
    command = [part.strip() for part in call.headers.get("x-goog-upload-command", "").lower().split(",")]
    try:
        with call.world.store.transaction():
            if "start" in command:
                return _start(call)
            session = call.world.store.get(call.form.get("upload_id", ""), "google.upload")
            if session is None:
                return Reply({"error": {"code": 404, "message": "Upload not found.", "status": "NOT_FOUND"}}, 404)
            return _query(session) if "query" in command else _take(call, session, command)
    except Failure as failure:
        return fail(failure)


def fail(failure: Failure) -> Reply:
    """Return a failure as REST tells it."""
    status, first = failure.status, failure.problems[0]
    code = "".join(part.capitalize() for part in first.category.split("_"))
    error = {"errorCode": {code[0].lower() + code[1:]: first.code}, "message": first.message}
    kind = "type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure"
    details = [{"@type": kind, "errors": [error]}]
    http = HTTP.get(status, 400)
    return Reply({"error": {"code": http, "message": first.message, "status": status, "details": details}}, http)


def _start(call: "HttpCall") -> Reply:
    found = _START.match(call.address)
    if not found:
        return Reply({"error": {"code": 404, "message": "Not found.", "status": "NOT_FOUND"}}, 404)
    inner = Call(call.world, call.address, call.headers, "")
    begin(inner, found[1], operations=1, writes=True)
    call.account = inner.account
    body = json.loads(call.body or b"{}")
    wanted = body.get("you_tube_video_upload") or body.get("youTubeVideoUpload") or {}
    data = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): value for name, value in wanted.items()}
    _check(data)
    session = Thing(f"ytu-{new_number(call.world)}", "google.upload", inner.account.id, created=inner.now)
    session.data = {"_video": data, "_bytes": "", "_final": ""}
    call.world.store.put(session)
    url = f"{call.base}/resumable/upload/session?upload_id={session.id}"
    heads = {"X-Goog-Upload-URL": url, "X-Goog-Upload-Status": "active"}
    return Reply({}, 200, heads | {"X-Goog-Upload-Chunk-Granularity": str(_GRANULARITY)})


def _check(data: dict[str, Any]) -> None:
    path = ("you_tube_video_upload", "video_title")
    title = data.get("video_title", "")
    if not title:
        raise Failure([Problem("field_error", "REQUIRED", "The required field was not present.", path)])
    if len(title) > 100:
        raise Failure([Problem("string_length_error", "TOO_LONG", "Too long.", path, title)])
    if len(data.get("video_description", "")) > 5_000:
        path = ("you_tube_video_upload", "video_description")
        raise Failure([Problem("string_length_error", "TOO_LONG", "Too long.", path)])
    if not data.get("channel_id") and data.get("video_privacy", "UNLISTED") not in ("UNLISTED", "UNSPECIFIED", 0, 2):
        path = ("you_tube_video_upload", "video_privacy")
        raise Failure([Problem("field_error", "INVALID_VALUE", "Only UNLISTED privacy is allowed.", path)])


def _take(call: "HttpCall", session: Thing, command: list[str]) -> Reply:
    """Take a piece; a piece that was taken already (its answer got lost) is told so and changes nothing."""
    held = base64.b64decode(session.data["_bytes"])
    if session.data["_final"]:
        return _final(session)
    if int(call.headers.get("x-goog-upload-offset", 0)) != len(held):
        return Reply({"error": {"code": 400, "message": "Wrong offset.", "status": "INVALID_ARGUMENT"}}, 400)
    held += call.body
    session.data["_bytes"] = base64.b64encode(held).decode()
    call.account = call.world.store.get(session.account, "account")
    if "finalize" in command and call.account:
        made = videos.make(call.world, call.account, new_number(call.world), session.data["_video"], held)
        call.made.append((made.kind, made.id, made.name))
        session.data |= {"_final": f"customers/{session.account}/youTubeVideoUploads/{made.id}", "_bytes": ""}
    call.world.store.put(session)
    return _final(session) if session.data["_final"] else Reply({}, 200, {"X-Goog-Upload-Status": "active"})


def _final(session: Thing) -> Reply:
    return Reply({"resourceName": session.data["_final"]}, 200, {"X-Goog-Upload-Status": "final"})


def _query(session: Thing) -> Reply:
    if session.data["_final"]:
        return _final(session)
    size = len(base64.b64decode(session.data["_bytes"]))
    return Reply({}, 200, {"X-Goog-Upload-Status": "active", "X-Goog-Upload-Size-Received": str(size)})

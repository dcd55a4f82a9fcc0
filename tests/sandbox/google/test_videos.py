"""Videos: uploaded in Google's resumable protocol, worked on, used or refused."""

import hashlib
import json
import urllib.request

from tests.sandbox.google import wire
from tests.sandbox.google.conftest import refused


def _upload(sandbox, account, content, title="Bread", chunk=0):
    """Upload a video in Google's resumable protocol and return its resource name."""
    token = wire.grant(sandbox)["access_token"]
    heads = {"Authorization": f"Bearer {token}", "login-customer-id": account.client.login_customer_id}
    start = {
        "X-Goog-Upload-Protocol": "resumable",
        "X-Goog-Upload-Command": "start",
        "Content-Type": "application/json",
    }
    url = f"{sandbox.google_url}/resumable/upload/v26/customers/{account.id}/youTubeVideoUploads:create"
    body = json.dumps({"customer_id": account.id, "you_tube_video_upload": {"video_title": title}}).encode()
    with urllib.request.urlopen(urllib.request.Request(url, body, heads | start), timeout=20) as answer:
        session = answer.headers["X-Goog-Upload-URL"]
    parts = [content[:chunk], content[chunk:]] if chunk else [content]
    offset = 0
    for part in parts:
        command = "upload, finalize" if part is parts[-1] else "upload"
        more = {"X-Goog-Upload-Command": command, "X-Goog-Upload-Offset": str(offset)}
        with urllib.request.urlopen(urllib.request.Request(session, part, heads | more), timeout=20) as answer:
            state, told = answer.headers["X-Goog-Upload-Status"], json.load(answer)
        offset += len(part)
    assert state == "final"
    return told["resourceName"]


VIDEO = b"\x00\x00\x00\x18ftypmp42" + hashlib.sha256(b"bread").digest() * 40


def _video(account):
    query = "SELECT you_tube_video_upload.state, you_tube_video_upload.video_id FROM you_tube_video_upload"
    return account.search(query)[0].you_tube_video_upload


def test_a_video_is_uploaded_worked_on_and_ready(sandbox, account):
    name = _upload(sandbox, account, VIDEO, chunk=100)
    assert "/youTubeVideoUploads/" in name
    assert _video(account).state.name == "PENDING"
    sandbox.advance(minutes=1)
    assert _video(account).state.name == "UPLOADED"
    one, made = account.operation("asset")
    made.youtube_video_asset.youtube_video_id = _video(account).video_id
    assert refused(lambda: account.mutate(one))[0][0] == "youtube_video_registration_error.VIDEO_NOT_FOUND"
    sandbox.advance(minutes=5)
    assert _video(account).state.name == "PROCESSED"
    assert account.mutate(one)


def test_what_is_no_video_fails_in_the_making(sandbox, account):
    _upload(sandbox, account, b"words, words, words")
    sandbox.advance(minutes=10)
    assert _video(account).state.name == "FAILED"

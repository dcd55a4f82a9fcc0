"""Videos: whole or in pieces, worked on for some minutes, then usable."""

import pytest

from integrations.sandbox.meta.video_uploads import PIECE_BYTES
from tests.integrations.contract.media import make_video
from tests.sandbox.conftest import MARLOW
from tests.sandbox.meta.conftest import refusal, send_film

FILM = make_video("film").open().read()


def status(meta, video: str) -> str:
    return meta.get(video, "status")["status"]["video_status"]


def phase(meta, kind: str, piece: bytes | None = None, **params) -> dict:
    files = {"video_file_chunk": ("piece", piece, "application/octet-stream")} if piece is not None else None
    return meta.api.call("POST", (MARLOW, "advideos"), params={"upload_phase": kind, **params}, files=files).json()


def post(meta, video: str, **more) -> str:
    spec = {"page_id": meta.page, "video_data": {"video_id": video, "message": "Look", **more}}
    return meta.call("POST", f"/{MARLOW}/adcreatives", name="Film", object_story_spec=spec)["id"]


def test_a_film_is_worked_on_and_then_ready(meta):
    video = send_film(meta, FILM, title="Bread")
    assert status(meta, video) == "processing"
    assert meta.call("GET", f"/{video}/thumbnails")["data"] == []
    meta.sandbox.advance(minutes=5)
    assert status(meta, video) == "ready"
    (still,) = meta.call("GET", f"/{video}/thumbnails", fields="uri,is_preferred")["data"]
    assert still["is_preferred"]
    assert [row["title"] for row in meta.call("GET", f"/{MARLOW}/advideos", fields="title")["data"]] == ["Bread"]


def test_pieces_must_come_in_order_and_all_of_them(meta):
    content = FILM + bytes(PIECE_BYTES)
    asked = phase(meta, "start", file_size=len(content))
    session = asked["upload_session_id"]
    assert (asked["start_offset"], asked["end_offset"]) == ("0", str(PIECE_BYTES))
    assert refusal(lambda: phase(meta, "transfer", b"later", upload_session_id=session, start_offset=5)) == (
        6000,
        1363037,
    )
    asked = phase(meta, "transfer", content[:PIECE_BYTES], upload_session_id=session, start_offset=0)
    assert refusal(lambda: phase(meta, "finish", upload_session_id=session)) == (6000, 1363037)
    rest = content[int(asked["start_offset"]) : int(asked["end_offset"])]
    asked = phase(meta, "transfer", rest, upload_session_id=session, start_offset=asked["start_offset"])
    assert asked["start_offset"] == asked["end_offset"]
    assert meta.sandbox.count("video") == 0
    assert phase(meta, "finish", upload_session_id=session, title="Long")["success"]
    assert meta.sandbox.count("video") == 1


@pytest.mark.parametrize("content", [b"not a film", b"\x89PNG" + bytes(90)])
def test_what_is_no_film_is_refused(meta, content):
    assert refusal(lambda: send_film(meta, content)) == (352, 1363024)
    assert meta.sandbox.count("video") == 0


def test_a_post_with_a_film_needs_it_ready_and_a_still(meta):
    still = {"image_url": "https://marlow.example/still.jpg"}
    assert refusal(lambda: post(meta, "77", **still)) == (100, 1443048)
    video = send_film(meta, FILM)
    assert refusal(lambda: post(meta, video, **still)) == (100, 1885252)
    meta.sandbox.advance(minutes=5)
    assert refusal(lambda: post(meta, video)) == (100, 1443226)
    assert meta.get(post(meta, video, **still), "thumbnail_url")["thumbnail_url"] == still["image_url"]


def test_an_upload_that_nobody_began_is_refused(meta):
    assert refusal(lambda: phase(meta, "finish", upload_session_id="912")) == (100, 1363026)
    assert refusal(lambda: phase(meta, "start")) == (100, 0)
    assert refusal(lambda: phase(meta, "sideways")) == (100, 0)

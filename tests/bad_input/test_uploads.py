"""Files that are no pictures for ads: refused in words at each of the three doors, and a good one is never lost."""

import io
import json
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from creatives.models import Asset
from tests.bad_input.answers import is_beside, is_chosen, is_problem
from tests.creatives import films
from tests.plugins.habits import sample

MEGABYTE = 1024 * 1024


def draw(size=(700, 700), kind="PNG", mode="RGB", colour="navy") -> bytes:
    """Return a picture's bytes."""
    file = io.BytesIO()
    Image.new(mode, size, colour if mode == "RGB" else 0).save(file, kind)
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100_000)) + chunk(b"IEND", b"")


BAD = {
    "empty.png": lambda: b"",
    "text.png": lambda: b"not a picture " * 100,
    "script.png": lambda: b"<html><script>alert(1)</script></html>",
    "drawing.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "half.png": lambda: draw()[: len(draw()) // 2],
    "half.jpg": lambda: draw(kind="JPEG")[:2000],
    "head.png": lambda: draw()[:40],
    "noise.png": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
    "bomb.png": lambda: bomb(40_000, 40_000),
    "largest.png": lambda: bomb(2**31 - 1, 2**31 - 1),
    "nothing.png": lambda: bomb(0, 0),
    "short.png": lambda: bomb(5_000, 5_000),
    "small.png": lambda: draw((599, 599)),
    "moving.gif": lambda: draw(kind="GIF"),
    "print.jpg": lambda: draw(kind="JPEG", mode="CMYK"),
    "huge.png": lambda: draw() + b"\0" * (40 * MEGABYTE),
    "pdf.png": lambda: b"%PDF-1.7\n" + b"x" * 1000,
}


ALWAYS = ["huge.png", "text.png", "half.png", "bomb.png"]


@pytest.mark.parametrize("name", ALWAYS + sample([name for name in BAD if name not in ALWAYS], 4))
def test_what_is_no_picture_is_refused_at_every_door(page_client, api_client, walk, nothing_made, name):
    content, page, api = BAD[name](), page_client(), api_client()
    with nothing_made():
        is_beside(page.post("/creatives/images/", {"file": SimpleUploadedFile(name, content)}), "file")
        is_problem(api.post("/api/v1/assets", {"file": SimpleUploadedFile(name, content)}), 422, "file")
        is_beside(walk.write(image_file=SimpleUploadedFile(name, content)), "image_file")


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.png",
        "a\x00b.png",
        "<script>.png",
        "x" * 300 + ".png",
        "ש🎄\u202egnp.png",
        "con.png",
        ".png",
        "a/b\\c.png",
    ],
)
def test_a_strange_file_name_is_only_a_label(page_client, books, name):
    page = page_client()
    file = SimpleUploadedFile("x.png", draw(colour="green"))
    file.name = name.replace("/", "_") if not name.startswith("..") else name
    answer = page.post("/creatives/images/", {"file": file})
    assert answer.status_code == 302
    made = Asset.objects.order_by("-pk").first()
    assert made.file.name.startswith("o_acme/assets/")
    assert "<script>" not in page.get("/creatives/").content.decode().replace("<script src", "")


def test_a_picture_is_kept_when_something_else_is_wrong(walk):
    before = Asset.objects.count()
    picture = SimpleUploadedFile("cake.png", draw(colour="brown"))
    answer = walk.write(card_1_headline="A card without a picture", image_file=picture)
    is_beside(answer, "card_1_image")
    kept = Asset.objects.order_by("-pk").first()
    assert Asset.objects.count() == before + 1
    is_chosen(answer, kept.uuid)


@pytest.mark.parametrize("body", [{}, {"file": "text"}, {"file": ""}, {"label": "x" * 201}])
def test_an_upload_without_a_file_is_told(page_client, api_client, nothing_made, body):
    page, api = page_client(), api_client()
    with nothing_made():
        is_beside(page.post("/creatives/images/", body), "file")
        is_problem(api.post("/api/v1/assets", body), 422, "file")


def test_json_instead_of_a_file_is_told(api_client, nothing_made):
    api = api_client()
    with nothing_made():
        answer = api.post("/api/v1/assets", json.dumps({"file": "x"}), content_type="application/json")
        is_problem(answer, 422, "file")


@pytest.mark.parametrize(
    "body",
    [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=file; filename=a.png\r\n\r\nabc", b"\x00" * 1000],
)
def test_a_broken_multipart_body_is_refused(api_client, nothing_made, body):
    api = api_client()
    with nothing_made():
        answer = api.generic("POST", "/api/v1/assets", body, content_type="multipart/form-data; boundary=x")
        assert answer.status_code in (400, 422)
        is_problem(answer, answer.status_code)


def test_a_label_with_a_null_character_is_told(api_client, nothing_made):
    api = api_client()
    with nothing_made():
        answer = api.post("/api/v1/assets", {"file": SimpleUploadedFile("a.png", draw()), "label": "a\x00b"})
        is_problem(answer, 422, "label")


BAD_VIDEOS = {
    "empty.mp4": lambda: b"",
    "program.mp4": lambda: b"MZ" + bytes(500),
    "text.mp4": lambda: b"no film " * 100,
    "picture.mp4": draw,
    "half.mp4": lambda: films.film()[: len(films.film()) // 2],
    "head.mp4": lambda: b"\0\0\0\x18ftypisom" + bytes(500),
    "noise.mp4": lambda: b"\0\0\0\x18ftypisom" + bytes(range(256)) * 40,
    "short.mp4": lambda: films.film(seconds=0.5),
    "tiny.mp4": lambda: films.film(100, 100),
    "sound.mp4": films.sound,
    "other.mp4": lambda: films.film(kind="matroska"),
}


def test_a_picture_is_no_video_and_is_kept_in_the_library(walk):
    before = Asset.objects.count()
    is_beside(walk.write(video_file=SimpleUploadedFile("film.mp4", draw(colour="plum"))), "video_file")
    assert Asset.objects.count() == before + 1


@pytest.mark.parametrize("name", sample([name for name in BAD_VIDEOS if name != "picture.mp4"], 4))
def test_what_is_no_video_is_refused_and_the_form_keeps_the_rest(walk, nothing_made, name):
    content = BAD_VIDEOS[name]()
    with nothing_made():
        answer = walk.write(headlines_1="Typed just now", video_file=SimpleUploadedFile(name, content))
    is_beside(answer, "video_file")
    assert 'value="Typed just now"' in answer.content.decode()


@pytest.mark.parametrize("name", sample([name for name in BAD_VIDEOS if name != "picture.mp4"], 3))
def test_the_library_takes_no_broken_video(page_client, api_client, nothing_made, name):
    content, page, api = BAD_VIDEOS[name](), page_client(), api_client()
    with nothing_made():
        is_beside(page.post("/creatives/images/", {"file": SimpleUploadedFile(name, content)}), "file")
        is_problem(api.post("/api/v1/assets", {"file": SimpleUploadedFile(name, content)}), 422, "file")


def test_a_video_is_known_by_its_bytes_and_not_by_its_name(api_client, books):
    made = api_client().post("/api/v1/assets", {"file": SimpleUploadedFile("film.exe", films.film())})
    assert (made.status_code, made.json()["kind"]) == (201, "video")

"""Keeping images: what they are is read from their bytes."""

import io
import json
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from creatives import selectors, services
from creatives.models import Asset
from tenants.roles import Role
from tests.factories import make_api_client, make_member, make_page_client

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def draw(size=(1080, 1080), kind="JPEG", mode="RGB", **options) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "orange" if mode == "RGB" else 0).save(file, kind, **options)
    return file.getvalue()


def upload(content: bytes, name: str = "cake.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 40,000 × 40,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def animated() -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (700, 700), colour) for colour in ("red", "blue")]
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    return file.getvalue()


def test_an_image_is_kept_as_it_came_with_its_facts_and_who_brought_it(page_client):
    content = draw((1200, 628), "PNG")
    response = page_client(Role.MEMBER).post(
        "/creatives/images/", {"file": upload(content, "b.jpeg"), "label": "Brown bread"}
    )
    assert response.status_code == 302
    asset = Asset.objects.get()
    assert (asset.label, asset.mime, asset.width, asset.height) == ("Brown bread", "image/png", 1200, 628)
    assert asset.byte_size == len(content)
    assert asset.created_by_label == "Member Acme"
    assert services.read_asset(asset=asset) == content
    assert asset.file_name.endswith(".png")
    assert asset.file.name.startswith("acme/") or "acme" in asset.file.name


def test_the_same_bytes_are_kept_once(page_client, settings):
    browser = page_client()
    for label in ("First", "Second"):
        browser.post("/creatives/images/", {"file": upload(draw()), "label": label})
    assert [asset.label for asset in selectors.list_assets()] == ["First"]
    assert len(list(settings.MEDIA_ROOT.rglob("*.jpg"))) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"order a cake", "not a JPG or PNG image, whatever its name says"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a JPG or PNG"),
        (draw((700, 700), "GIF", "P"), "not a JPG or PNG"),
        (draw((700, 700), "WEBP"), "not a JPG or PNG"),
        (animated(), "moves"),
        (draw((700, 700), "JPEG", "CMYK"), "printing"),
        (draw((599, 599)), "599 × 599 pixels"),
        (draw((1200, 300)), "1200 × 300 pixels"),
        (draw((500, 1200)), "500 × 1200 pixels"),
        (draw()[:-2000], "not a whole JPG or PNG"),
        (draw((800, 800), "PNG")[:400], "not a whole JPG or PNG"),
        (bomb(), "more than 50 million pixels"),
        (draw((8000, 7000)), "more than 50 million pixels"),
        (draw() + b"\0" * 40 * MEGABYTE, "has 40 MB"),
    ],
    ids=[
        "empty",
        "text",
        "svg",
        "gif",
        "webp",
        "animated",
        "cmyk",
        "small",
        "flat",
        "thin",
        "half",
        "cut",
        "bomb",
        "huge",
        "40MB",
    ],
)
def test_what_an_ad_cannot_use_is_refused_beside_the_field_and_leaves_nothing(organization, settings, content, words):
    browser = make_page_client(organization, make_member(organization).user)
    response = browser.post("/creatives/images/", {"file": upload(content, "cake.png"), "label": "Cake"})
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert 'id="id_file_error"' in page
    assert 'value="Cake"' in page
    program = make_api_client(organization)
    problem = program.post("/api/v1/assets", {"file": upload(content, "cake.png")})
    assert problem.status_code == 422
    assert words in json.dumps(problem.json(), ensure_ascii=False)
    assert not Asset.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


@pytest.mark.parametrize("size", [(600, 600), (600, 314), (600, 601), (1080, 1920)])
def test_the_smallest_that_ads_take_are_taken(page_client, size):
    assert page_client().post("/creatives/images/", {"file": upload(draw(size))}).status_code == 302


def test_without_a_file_the_page_asks_for_one(page_client):
    response = page_client().post("/creatives/images/", {"label": "Cake"})
    assert response.status_code == 422
    assert "Choose a JPG or PNG picture" in response.content.decode()


def test_a_hostile_name_is_shown_as_text(page_client):
    browser = page_client()
    name = "<script>alert(1)</script>\u0000\u202e"
    browser.post("/creatives/images/", {"file": upload(draw(), "x.png"), "label": "<script>alert(1)</script>\u202e"})
    assert Asset.objects.get().label == "<script>alert(1)</script>"
    assert "<script>alert(1)" not in browser.get("/creatives/").content.decode()
    bad = browser.post("/creatives/images/", {"file": upload(draw((700, 700)), "x.png"), "label": name})
    assert bad.status_code == 422


def test_a_program_keeps_an_image_and_reads_it_back(api_client):
    program, content = api_client(), draw()
    response = program.post("/api/v1/assets", {"file": upload(content, "cake.jpg"), "label": "Cake"})
    assert response.status_code == 201, response.content
    asset = response.json()
    assert (asset["label"], asset["width"], asset["mime"]) == ("Cake", 1080, "image/jpeg")
    assert program.get("/api/v1/assets").json()["items"] == [asset]
    assert program.get(f"/api/v1/assets/{asset['id']}").json() == asset
    file = program.get(asset["file_path"])
    assert b"".join(file.streaming_content) == content


def test_the_same_request_twice_keeps_one_image(api_client):
    program = api_client()
    answers = [
        program.post("/api/v1/assets", {"file": upload(draw())}, headers={"Idempotency-Key": "k1"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotent-Replayed"] == "true"


def test_bytes_are_given_to_members_of_the_organisation_only(
    page_client, organization, other_organization, public_client
):
    browser = page_client(Role.MEMBER)
    browser.post("/creatives/images/", {"file": upload(draw())})
    asset = Asset.objects.get()
    for address in (f"/creatives/{asset.uuid}/file", f"/creatives/{asset.uuid}/preview"):
        response = browser.get(address)
        assert response.status_code == 200
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "private" in response["Cache-Control"]
        assert make_page_client(organization).get(address).status_code == 302
        assert page_client(Role.CLIENT).get(address).status_code == 403
        stranger = make_page_client(other_organization, make_member(other_organization).user)
        assert stranger.get(address).status_code == 404
    assert public_client.get(f"/media/{asset.file.name}").status_code == 404
    assert browser.get(f"/media/{asset.file.name}").status_code == 404


def test_the_preview_is_small(page_client):
    browser = page_client()
    browser.post("/creatives/images/", {"file": upload(draw((3000, 2000), "PNG", "RGBA"))})
    response = browser.get(f"/creatives/{Asset.objects.get().uuid}/preview")
    picture = Image.open(io.BytesIO(b"".join(response.streaming_content)))
    assert (picture.format, picture.size) == ("JPEG", (480, 320))


def test_the_library_is_one_page_of_few_queries_however_many_pictures(page_client, django_assert_max_num_queries):
    browser = page_client()
    assert "No pictures or videos yet." in browser.get("/creatives/").content.decode()
    for side in range(600, 630):
        browser.post("/creatives/images/", {"file": upload(draw((side, side)))})
    with django_assert_max_num_queries(12):
        page = browser.get("/creatives/").content.decode()
    assert page.count('class="asset"') == 24
    assert "30 pictures" in page


def test_who_may_not_edit_campaigns_adds_nothing(page_client):
    response = page_client(Role.CLIENT).post("/creatives/images/", {"file": upload(draw())})
    assert response.status_code == 403
    assert not Asset.objects.exists()

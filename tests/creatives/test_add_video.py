"""Keeping videos: what they are is read from their bytes, and they are never whole in memory."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from creatives import services, videos
from creatives.models import Asset
from tenants.errors import Invalid
from tenants.roles import Role
from tenants.types import Actor
from tests.creatives import films
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def keep(content: bytes, label: str = "cakes.mp4") -> Asset:
    return services.add_video(
        file=io.BytesIO(content), label=label, byte_size=len(content), actor=Actor.system(), now=START
    )


@pytest.mark.parametrize(("size", "ratio"), [((540, 960), "9:16"), ((600, 600), "1:1"), ((960, 540), "16:9")])
def test_a_video_is_kept_as_it_came_with_its_facts_and_a_cover(organization, size, ratio):
    content = films.film(*size)
    asset = keep(content)
    assert (asset.kind, asset.mime, asset.width, asset.height, asset.ratio) == ("video", "video/mp4", *size, ratio)
    assert 5_900 <= asset.duration_ms <= 6_100
    assert asset.bit_rate == pytest.approx(len(content) * 8 / 6, rel=0.05)
    assert services.open_asset(asset=asset).read() == content
    assert Image.open(io.BytesIO(services.read_cover(asset=asset))).size == size
    assert max(Image.open(asset.preview).size) == 480


def test_a_quicktime_film_is_told_from_its_bytes(organization):
    assert keep(films.film(kind="mov")).mime == "video/quicktime"


def test_the_same_bytes_are_kept_once(organization):
    assert keep(films.film()) == keep(films.film(), "another name")
    assert Asset.objects.count() == 1


class Counting(io.BytesIO):
    """A file that remembers the largest piece that was read of it at once."""

    most = 0

    def read(self, size: int = -1) -> bytes:
        data = super().read(size)
        self.most = max(self.most, len(data))
        return data


def test_a_video_is_never_read_whole(organization):
    content = films.film() + b"\0\0\x60\0free" + bytes(0x600000 - 8)  # padding that players skip
    file = Counting(content)
    services.add_video(file=file, label="x", byte_size=len(content), actor=Actor.system(), now=START)
    assert file.most <= 1024 * 1024


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n"
REFUSED = {
    "empty": (b"", "empty"),
    "a text": (b"hello, this is no film at all", "not an MP4 or MOV"),
    "a playlist that names a file": (PLAYLIST, "not an MP4 or MOV"),
    "a playlist with an MP4's first bytes": (b"\0\0\0\x18ftypmp42" + PLAYLIST, "not a whole MP4"),
    "half a film": (lambda: films.film()[: len(films.film()) // 3], "not a whole MP4"),
    "only sound": (films.sound, "no pictures"),
    "too short": (lambda: films.film(seconds=0.5), "0.5 seconds"),
    "too small": (lambda: films.film(320, 240), "320 × 240"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_ad_can_use_is_refused_with_what_to_do(organization, case):
    content, said = REFUSED[case]
    content = content() if callable(content) else content
    with pytest.raises(Invalid) as refused:
        keep(content)
    assert said in refused.value.fields["file"][0]
    assert not Asset.objects.exists()


def test_one_that_is_too_large_is_refused_unread(organization):
    with pytest.raises(Invalid, match="another look") as refused:
        videos.check_video(io.BytesIO(b""), 501 * 1024 * 1024)
    assert "501 MB" in refused.value.fields["file"][0]


def test_the_page_keeps_shows_and_plays_it(page_client):
    client = page_client(Role.MEMBER)
    content = films.film()
    made = client.post("/creatives/images/", {"file": SimpleUploadedFile("cakes.mp4", content), "label": "Cakes"})
    assert made.status_code == 302
    page = client.get("/creatives/").content.decode()
    asset = Asset.objects.get()
    assert f"/creatives/{asset.uuid}/preview" in page
    assert "1 video" in page
    assert "540 × 960" in page
    answer = client.get(f"/creatives/{asset.uuid}/file")
    assert (answer["Content-Type"], b"".join(answer.streaming_content)) == ("video/mp4", content)


def test_the_api_keeps_it_too(api_client):
    made = api_client().post("/api/v1/assets", {"file": SimpleUploadedFile("cakes.mp4", films.film())})
    assert made.status_code == 201
    body = made.json()
    assert (body["kind"], body["format"], body["mime"]) == ("video", "9:16", "video/mp4")
    assert body["duration_s"] == pytest.approx(6, abs=0.1)

"""The image library takes pictures, and only those."""

import pytest
import requests
from facebook_business.adobjects.adimage import AdImage
from facebook_business.exceptions import FacebookRequestError

from .conftest import MARLOW, picture


def test_the_same_bytes_have_the_same_hash_and_one_place(meta):
    assert meta.image() == meta.image()
    assert meta.sandbox.count("image") == 1
    image = meta.account.get_ad_images(fields=["hash", "width", "height", "url", "status"])[0]
    assert (image["width"], image["height"]) == (600, 600)
    shown = requests.get(image["url"], timeout=10)
    assert shown.headers["content-type"] == "image/png"
    assert shown.content == picture()


def test_a_file_can_be_sent_as_the_sdk_sends_files(meta, tmp_path):
    path = tmp_path / "loaf.jpg"
    path.write_bytes(picture(kind="JPEG"))
    image = AdImage(parent_id=MARLOW, api=meta.api)
    image[AdImage.Field.filename] = str(path)
    image.remote_create()
    assert image["hash"]
    assert meta.sandbox.count("image", name="loaf.jpg") == 1


REFUSED = {
    "a text": lambda: b"GIF? no, text",
    "a PNG that is cut off": lambda: b"\x89PNG\r\n\x1a\n but cut off",
    "half a picture": lambda: picture()[:200],
    "an icon": lambda: picture((64, 64), "ICO"),
    "too small": lambda: picture((60, 60)),
    "too heavy": lambda: picture() + b"\0" * (31 * 1024 * 1024),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_picture_too_small_or_too_heavy_is_refused(meta, case):
    with pytest.raises(FacebookRequestError) as refused:
        meta.image(REFUSED[case]())
    assert (refused.value.api_error_code(), refused.value.api_error_subcode()) == (100, 1487411)
    assert meta.sandbox.count("image") == 0


def test_bytes_must_be_base64_and_there(meta):
    for wish in ({"bytes": "not base64!"}, {}):
        with pytest.raises(FacebookRequestError):
            meta.call("POST", f"/{MARLOW}/adimages", **wish)


def test_a_picture_can_be_taken_out_again(meta):
    digest = meta.image()
    assert meta.call("DELETE", f"/{MARLOW}/adimages", hash=digest) == {"success": True}
    assert meta.sandbox.count("image") == 0
    with pytest.raises(FacebookRequestError):
        meta.creative(image_hash=digest)


def test_hashes_narrow_the_list(meta):
    meta.image(picture((200, 200)))
    digest = meta.image()
    found = meta.call("GET", f"/{MARLOW}/adimages", hashes=[digest], fields="hash,permalink_url")
    assert [row["hash"] for row in found["data"]] == [digest]

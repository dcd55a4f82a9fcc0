"""Pictures: uploaded and looked up; and the music that a carousel plays."""

import hashlib
import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from ..files import keep_file
from ..store import Thing
from . import errors
from .call import Call, new_id
from .fields import show_moment
from .lists import describe_page, page, read_filters
from .registry import answers
from .uploads import address_of, read_content, read_file_name

KIND = "tiktok.image"
_MOST_BYTES, _MOST_PIXELS = 50 * 1024 * 1024, 3_686_400
_KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
MUSIC = {
    f"70000000000000000{number:02d}": name for number, name in enumerate(("Morning", "Market day", "Slow rise"), 1)
}


@answers("POST", "/file/image/ad/upload/")
def upload_image(call: Call) -> dict[str, Any]:
    """Take a picture; each upload is a new one."""
    content = read_content(call, "image")
    kind, size = _measure(content)
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    name = read_file_name(call, "image", f"{digest}.{kind}")
    keep_file(call.store, content)
    data = {
        "name": name, "signature": digest, "size": len(content), "format": kind, "width": size[0], "height": size[1],
        "is_carousel_usable": True, "displayable": True, "material_id": new_id(call.world),
    }  # fmt: skip
    image = call.keep(KIND, call.account.id, data, thing_id=f"tos-alisg-i-sandbox/{new_id(call.world)}")
    return _show(call, image)


def _measure(content: bytes) -> tuple[str, tuple[int, int]]:
    if len(content) > _MOST_BYTES:
        raise errors.TikTokError("The image must not be larger than 50 MB.", errors.TOO_LARGE)
    try:
        with Image.open(io.BytesIO(content)) as picture:
            kind, size = picture.format or "", picture.size
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise errors.TikTokError("The file is not an image that can be read.", errors.WRONG_TYPE) from None
    if kind not in _KINDS:
        raise errors.TikTokError("The image type is not supported. Use jpg or png.", errors.WRONG_TYPE)
    if size[0] * size[1] > _MOST_PIXELS:
        raise errors.wrong("image_file", f"At most {_MOST_PIXELS} pixels; this has {size[0]} x {size[1]}.")
    return _KINDS[kind], size


@answers("GET", "/file/image/ad/info/")
def read_images(call: Call) -> dict[str, Any]:
    found = [call.store.get(one, KIND) for one in call.fields.texts("image_ids", least=1, most=100)]
    return {"list": [_show(call, image) for image in found if image and image.account == call.account.id]}


@answers("GET", "/file/image/ad/search/")
def search_images(call: Call) -> dict[str, Any]:
    filters = read_filters(call)
    ids, signatures = filters.texts("image_ids", most=100), filters.texts("signatures", most=100)
    found = call.store.list(KIND, account=call.account.id)[::-1]
    found = [i for i in found if (not ids or i.id in ids) and (not signatures or i.data["signature"] in signatures)]
    return page(call, found, lambda image: _show(call, image), size=20, most=100)


@answers("GET", "/file/music/get/")
def list_music(call: Call) -> dict[str, Any]:
    """Recommend music for a carousel; always the same three pieces."""
    call.fields.require_choice("music_scene", ("CAROUSEL_ADS", "CREATIVE_ASSET", "CATALOG_CAROUSEL"))
    rows = [{"music_id": one, "file_name": name, "duration": 30.0, "author": "TikTok"} for one, name in MUSIC.items()]
    return {"musics": rows, "page_info": describe_page(1, 20, len(rows))}


def _show(call: Call, image: Thing) -> dict[str, Any]:
    data = {name: value for name, value in image.data.items() if not name.startswith("_") and name != "name"}
    shown = {"image_id": image.id, "file_name": image.name, **data, "image_url": address_of(call, data["signature"])}
    return shown | {"create_time": show_moment(image.created), "modify_time": show_moment(image.updated)}

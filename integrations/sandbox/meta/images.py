"""The image library: real pictures only, one hash for the same bytes."""

import base64
import binascii
import hashlib
import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from ..store import Thing
from .call import Call
from .errors import GraphError, missing, refused
from .lists import page
from .objects import check_writable
from .registry import edge
from .render import moment, render

_MOST_BYTES = 30 * 1024 * 1024
_LEAST_SIDE = 100
_KINDS = {"JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"}


@edge("account", "adimages", "POST")
def upload_images(call: Call, account: Thing) -> dict[str, Any]:
    """Take `bytes` (base64) or multipart files; answer hashes by file name."""
    check_writable(call, account)
    images = {}
    for name, content in _read_files(call).items():
        thing = _keep(call, account, name, content)
        images[name] = {
            "hash": thing.data["hash"], "url": thing.data["url"], "name": name,
            "width": thing.data["width"], "height": thing.data["height"],
        }  # fmt: skip
    return {"images": images}


def _read_files(call: Call) -> dict[str, bytes]:
    files = {name or part: content for part, (name, content) in call.files.items()}
    if call.has("bytes"):
        try:
            files[call.text("name") or "bytes"] = base64.b64decode(call.text("bytes"), validate=True)
        except (binascii.Error, ValueError):
            raise GraphError("(#100) Param bytes must be valid base64", blame=("bytes",)) from None
    if not files:
        raise missing("bytes")
    return files


def _keep(call: Call, account: Thing, name: str, content: bytes) -> Thing:
    width, height = _measure(content)
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    key = f"{account.id}:{digest}"
    known = call.store.get(key, "image")
    if known:
        return known
    data = {"id": key, "hash": digest, "name": name, "width": width, "height": height, "original_width": width}
    data |= {"original_height": height, "status": "ACTIVE", "account_id": account.id, "filename": name}
    data |= {"url": f"{call.base}/images/{digest}", "permalink_url": f"{call.base}/images/{digest}"}
    thing = call.store.put(Thing(key, "image", account.id, account.id, call.now, call.now, data))
    call.store.db.execute("INSERT OR IGNORE INTO files VALUES (?,?)", (digest, content))
    call.made.append(("image", digest, name))
    return thing


def _measure(content: bytes) -> tuple[int, int]:
    """Return width and height; refuses what is no picture, too heavy or too small (subcodes from memory)."""
    if len(content) > _MOST_BYTES:
        raise refused("Image file too large", "The image must be smaller than 30 MB.", "bytes", subcode=1487411)
    try:
        with Image.open(io.BytesIO(content)) as picture:
            kind, size = picture.format, picture.size
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise refused(
            "Invalid image", "The file is not a picture that can be read.", "bytes", subcode=1487411
        ) from None
    if kind not in _KINDS:
        raise refused("Image type not supported", "Use a JPG or PNG file.", "bytes", subcode=1487411)
    if min(size) < _LEAST_SIDE:
        raise refused(
            "Image too small",
            f"The image must be at least {_LEAST_SIDE} pixels on each side.",
            "bytes",
            subcode=1487411,
        )
    return size


@edge("account", "adimages")
def list_images(call: Call, account: Thing) -> dict[str, Any]:
    wanted = call.json("hashes", list)
    images = [i for i in call.store.list("image", account=account.id) if wanted is None or i.data["hash"] in wanted]
    return page(call, images, lambda image: _render(call, image))


def _render(call: Call, image: Thing) -> dict[str, Any]:
    times = {"created_time": moment(call, image.created), "updated_time": moment(call, image.updated)}
    image.data |= times
    return render(call, image, call.text("fields") or "hash,id,name,url")


@edge("account", "adimages", "DELETE")
def delete_image(call: Call, account: Thing) -> dict[str, Any]:
    key = f"{account.id}:{call.require('hash')}"
    if call.store.get(key, "image") is None:
        raise refused("Image not found", "This image is not in the ad account's library.", "hash")
    call.store.remove(key)
    return {"success": True}

"""What uploads of pictures and videos do alike: where the bytes come from, the signature, the file's name."""

import hashlib

from ..store import Thing
from . import errors
from .call import Call

_LONGEST_NAME = 100
FILES = "/tiktok/files/"


def read_content(call: Call, kind: str) -> bytes:
    """Return the bytes: from the form's part with their MD5 as signature, or from an address.

    The sandbox fetches nothing from outside: an address that is not its own is answered like one that can't be reached.
    """
    fields = call.fields
    way = fields.choice("upload_type", ("UPLOAD_BY_FILE", "UPLOAD_BY_URL", "UPLOAD_BY_FILE_ID", "UPLOAD_BY_VIDEO_ID"),
                        "UPLOAD_BY_FILE")  # fmt: skip
    if way == "UPLOAD_BY_URL":
        return _fetch(call, fields.require(f"{kind}_url"))
    if way != "UPLOAD_BY_FILE":
        raise errors.wrong("upload_type", "The sandbox takes UPLOAD_BY_FILE and UPLOAD_BY_URL.")
    if f"{kind}_file" not in call.files:
        raise errors.missing(f"{kind}_file")
    content = call.files[f"{kind}_file"][1]
    signature = fields.require(f"{kind}_signature")
    if hashlib.md5(content, usedforsecurity=False).hexdigest() != signature.lower():
        raise errors.TikTokError("The signature does not match the file.", errors.WRONG_SIGNATURE)
    return content


def _fetch(call: Call, address: str) -> bytes:
    digest = address.rpartition("/")[2]
    row = call.store.db.execute("SELECT content FROM files WHERE digest=?", (digest,)).fetchone()
    if FILES not in address or row is None:
        raise errors.TikTokError("The URL is not available.", errors.URL_GONE)
    return row[0]


def read_file_name(call: Call, kind: str, fallback: str) -> str:
    """Return the file's name; one that another file of this advertiser bears is refused (40911)."""
    part = call.files.get(f"{kind}_file")
    name = call.fields.text("file_name") or (part[0] if part else fallback)
    if len(name) > _LONGEST_NAME:
        raise errors.wrong("file_name", f"Longer than maximum length {_LONGEST_NAME}.")
    if any(other.name == name for other in call.store.list(f"tiktok.{kind}", account=call.account.id)):
        raise errors.TikTokError("Duplicated material name. Please use another name.", errors.NAME_TAKEN)
    return name


def address_of(call: Call, digest: str) -> str:
    return f"{call.base}{FILES}{digest}"


def find_file(call: Call, kind: str, name: str, file_id: str) -> Thing:
    """Return a picture or video of this advertiser; `name` is the field that bears its id."""
    thing = call.store.get(file_id, f"tiktok.{kind}")
    if thing is None or thing.account != call.account.id:
        code = errors.WRONG_VIDEO if kind == "video" else errors.WRONG_VALUE
        raise errors.TikTokError(f"{name}: the {kind} {file_id} does not exist.", code)
    return thing

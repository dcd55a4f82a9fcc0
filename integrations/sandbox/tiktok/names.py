"""Names: their length, what they may hold, that they are taken; and the request ids that let a name be taken twice."""

import unicodedata

from ..store import Thing
from . import errors
from .call import Call
from .fields import Fields

_LONGEST = 512
_CACHE_S = 10
_MOST = 2**63 - 1
_EMOJI = ((0x1F000, 0x1FAFF), (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0xFE0F, 0xFE0F), (0x200D, 0x200D), (0x20E3, 0x20E3))


def width(text: str) -> int:
    """Count a text as TikTok does: characters of Chinese, Japanese and Korean are two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def has_emoji(text: str) -> bool:
    """Whether a text holds pictures: the emoji planes, dingbats and the signs that join them; ° and © are none."""
    return any(any(low <= ord(letter) <= high for low, high in _EMOJI) for letter in text)


def read_name(fields: Fields, name: str) -> str:
    text = fields.require(name).strip()
    if width(text) > _LONGEST:
        raise errors.wrong(fields.label(name), f"Longer than maximum length {_LONGEST}.")
    if has_emoji(text):
        raise errors.wrong(fields.label(name), "Emoji are not supported.")
    return text


def check_free(call: Call, name: str, others: list[Thing], what: str) -> None:
    """Refuse a name that is taken, unless a request id came with it (the code is from memory)."""
    if call.fields.has("request_id"):
        return
    if any(other.name == name and other.data.get("operation_status") != "DELETE" for other in others):
        raise errors.TikTokError(f"{what} name already exists. Please try another one.")


def read_request_id(call: Call, *, is_needed: bool = False) -> None:
    """Read the request id, a 64-bit integer as a string; one that was used within ten seconds is refused (40050).

    TikTok's memory for them is short: later the same id makes a second object.
    """
    text = call.fields.require("request_id") if is_needed else call.fields.text("request_id")
    if not text:
        return
    if not text.lstrip("-").isdigit() or not -_MOST <= int(text) <= _MOST:
        raise errors.wrong("request_id", "Must be a 64-bit integer in the form of a string.")
    key = f"tiktok:request:{call.account.id}:{call.address}:{text}"
    before = call.store.get_value(key)
    if before is not None and call.now - before < _CACHE_S:
        raise errors.TikTokError("Duplicated request: this request_id has been used.", errors.SAME_REQUEST)
    call.store.set_value(key, call.now)

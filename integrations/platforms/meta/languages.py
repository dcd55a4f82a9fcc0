"""Languages: ours are ISO 639-1, Meta's are numbers that its search gives for an English name."""

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.meta.client import GraphApi

NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ms": "Malay", "mt": "Maltese",
    "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai",
    "tl": "Filipino", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def find_locales(api: GraphApi, wanted: t.Targeting) -> list[int]:
    """Return Meta's keys of all the languages of a targeting; one search a language."""
    return [key for code in wanted.languages for key in _find(api, code)]


def _find(api: GraphApi, code: str) -> list[int]:
    """Return the one key that covers a language in all its countries, or the keys of each of them."""
    name = NAMES.get(code.lower()[:2], "")
    rows = api.get("search", type="adlocale", q=name, limit=50).get("data", []) if name else []
    whole = [row["key"] for row in rows if row["name"] in (f"{name} (All)", name)]
    found = whole[:1] or [row["key"] for row in rows if row["name"].startswith(f"{name} (")]
    if not found:
        text = f"Meta does not know the language “{code}”. Leave it out."
        raise InvalidRequest(text, fields={"languages": text})
    return [int(key) for key in found]

"""A Document as JSON and back."""

import json
from dataclasses import asdict
from typing import Any

from analytics.types.documents import Deed, Document, Line, Number, Picture, Sentence, Sheet


def dump(document: Document) -> dict[str, Any]:
    """Return the document as JSON values."""
    return json.loads(json.dumps(asdict(document)))


def load(stored: dict[str, Any] | None) -> Document:
    """Return a stored document; raises TypeError for none, and for one that this version does not know."""
    if stored is None:
        raise TypeError("This edition has no document yet.")
    chart = stored.get("chart")
    made = {
        "headline": _sentence(stored["headline"]),
        "tiles": _numbers(stored["tiles"]),
        "summary": tuple(_sentence(each) for each in stored["summary"]),
        "chart": Picture(**chart | {"table": _sheet(chart["table"])}) if chart else None,
        "sheets": tuple(_sheet(each) for each in stored["sheets"]),
        "deeds": tuple(Deed(**each) for each in stored["deeds"]),
        "ahead": tuple(_sentence(each) for each in stored["ahead"]),
        "notes": tuple(stored["notes"]),
    }
    return Document(**stored | made)


def _sentence(stored: dict) -> Sentence:
    return Sentence(stored["text"], tuple(stored["numbers"]), tuple(stored["marked"]))


def _numbers(stored: list[dict]) -> tuple[Number, ...]:
    return tuple(Number(**each) for each in stored)


def _line(stored: dict) -> Line:
    return Line(stored["name"], _numbers(stored["cells"]), stored["platform"])


def _sheet(stored: dict) -> Sheet:
    total = stored["total"]
    made = {
        "columns": tuple(stored["columns"]),
        "rows": tuple(_line(each) for each in stored["rows"]),
        "total": _line(total) if total else None,
    }
    return Sheet(**stored | made)

"""Where a draft that somebody else saved differs from what was sent, in words."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaigns.services import StaleDraft
from tenants import formats
from tenants.templatetags.words import PLATFORM_NAMES

WORDS = {
    "name": "Name", "purpose": "What it is for", "countries": "Countries", "radii": "Circle", "places": "Towns",
    "age_min": "Youngest", "age_max": "Oldest", "genders": "Who", "languages": "Languages", "keywords": "What people search for",
    "negative_keywords": "Never for these words", "ad_account": "Ad account", "daily_budget_minor": "Budget a day",
    "lifetime_budget_minor": "Budget in all", "channel": "Where on Google", "bid": "How to bid", "link": "Where it leads",
    "call_to_action": "Button", "primary_texts": "Texts", "headlines": "Headlines", "descriptions": "Descriptions",
    "images": "Pictures", "videos": "Videos", "logos": "Logo", "start_date": "First day", "end_date": "Last day",
    "utm_template": "Added to links",
}  # fmt: skip
MEDIA = ("images", "videos", "logos", "cards")
PLACE = re.compile(r"(parts|ad_groups|ads)\.(\d+)\.")
NOUNS = {"ad_groups": "ad group", "ads": "ad"}


@dataclass(frozen=True, slots=True)
class Line:
    """One field: where and what, ours and theirs in words."""

    label: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Told:
    """Who saved meanwhile, when, and what differs."""

    who: str
    when: datetime
    lines: tuple[Line, ...]


def told(error: StaleDraft, accounts: dict) -> Told:
    """Return a stale save in words; `accounts` are those of the draft, in its order."""
    rows = list(accounts.values())
    lines = (
        Line(_label(one.field, rows), _value(one.field, one.ours, rows), _value(one.field, one.theirs, rows))
        for one in error.differences
    )
    return Told(error.saved_by, error.saved_at, tuple(line for line in lines if line.ours != line.theirs)[:12])


def _label(path: str, accounts: list) -> str:
    name = PLACE.sub("", path)
    pieces = [WORDS.get(name, name.replace("_", " ").capitalize())]
    for kind, number in PLACE.findall(path):
        place = int(number)
        if kind == "parts":
            pieces.append(PLATFORM_NAMES.get(accounts[place].platform, "") if place < len(accounts) else "")
        else:
            pieces.append(f"{NOUNS[kind]} {place + 1}")
    return ", ".join(piece for piece in pieces if piece)


def _value(path: str, value: Any, accounts: list) -> str:
    name = PLACE.sub("", path)
    if value in (None, "", [], {}):
        return "–"
    if name in MEDIA:
        return f"{len(value)} chosen"
    if name.endswith("_minor") and isinstance(value, int):
        found = re.match(r"parts\.(\d+)\.", path)
        account = accounts[int(found[1])] if found and int(found[1]) < len(accounts) else None
        if account:
            return f"{formats.from_minor(value, account.currency):f} {account.currency}"
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    if isinstance(value, dict):
        return str(value.get("text") or value.get("name") or json.dumps(value))
    return str(value)

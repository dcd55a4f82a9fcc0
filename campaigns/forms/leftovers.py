"""What was filled in and would be dropped, because what goes with it is missing: told beside the input instead."""

from collections.abc import Iterator
from typing import Any

from campaigns.forms import drafting, fields
from integrations.types import Platform, Purpose

LEAD_FORM = ("form_text", "form_question", "form_privacy", "form_thanks")
POINT = "Write both numbers as a map shows them: 53.3331, -6.2489."


def of(form) -> Iterator[tuple[str, str]]:
    """Yield the names of the inputs with what is said of them."""
    data = form.cleaned_data
    if form.purpose == Purpose.STORE_VISITS and _said(data, "point") and not drafting.POINT.fullmatch(data["point"]):
        yield "point", POINT
    is_lead = form.purpose == Purpose.LEAD_GENERATION and any(_said(data, name) for name in LEAD_FORM)
    if is_lead and not _said(data, "form_headline"):
        yield "form_headline", "Write a headline for the form, or leave all of the form empty."
    if form.purpose == Purpose.APP_INSTALLS and _said(data, "app_id") and not data.get("app_store"):
        yield "app_store", "Choose the store that the app is in."
    if not data.get("bid_strategy") and _said(data, "bid_amount"):
        yield "bid_strategy", "Choose how to bid, or leave the amount empty."
    if Platform.META in form.platforms:
        yield from _cards(data)


def _cards(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for n in range(1, fields.CARDS + 1):
        if not data.get(f"card_{n}_image") and (_said(data, f"card_{n}_headline") or _said(data, f"card_{n}_link")):
            yield f"card_{n}_image", "Choose a picture for this card, or leave all of the card empty."


def _said(data: dict[str, Any], name: str) -> bool:
    return bool((data.get(name) or "").strip())

"""The mark in the name of everything that is made on a platform, by which it is found after a lost answer. Pure.

A name ends in " ·" and eight letters made from the operation id and the step's key: the same step of the same operation
always bears the same name, and no other step does. Each platform counts a name's length its own way (`width`).
"""

import base64
import hashlib
import unicodedata
from collections.abc import Callable

from integrations.types import CampaignPlan, Step

SIGN = " ·"


def mark_of(operation_id: str, step_key: str) -> str:
    """Return the mark of one step: the sign and eight small letters and digits."""
    digest = hashlib.blake2b(f"{operation_id}:{step_key}".encode(), digest_size=5).digest()
    return SIGN + base64.b32encode(digest).decode().lower()


def mark_name(operation_id: str, step_key: str, name: str, *, most: int, width: Callable[[str], int] = len) -> str:
    """Return a name on one line, cut so that it and its mark are at most `most` wide."""
    mark = mark_of(operation_id, step_key)
    return cut(" ".join(name.split()), most - width(mark), width).rstrip() + mark


def marked_name(plan: CampaignPlan, step: Step, name: str, *, most: int, width: Callable[[str], int] = len) -> str:
    """Return the name of what a step of a plan makes."""
    return mark_name(plan.operation_id, step.key, name, most=most, width=width)


def cut(text: str, most: int, width: Callable[[str], int] = len) -> str:
    """Return the longest beginning of a text that is at most `most` wide."""
    text = text[:most]  # no sign is less than one wide
    while text and width(text) > most:
        text = text[:-1]
    return text


def double_width(text: str) -> int:
    """Return how wide a text is where Chinese, Japanese, Korean and other wide signs count two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)

"""What cannot be kept at all, however unfinished a draft is: what is too long, too much, or cannot be shown."""

import json
from typing import Any

from campaigns.limits import AD_GROUPS_MOST
from campaigns.services.checks.drafts import NAME_MOST
from campaigns.services.checks.parts import PARTS_MOST
from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean
from campaigns.types import Draft, dump

TEXT_MOST, DRAFT_MOST = 5_000, 1_000_000
ADS_IN_ALL = 500
DOCUMENTS = ("targeting", "creative")
LISTS = {"parts": PARTS_MOST, "ad_groups": AD_GROUPS_MOST, "ads": 200}


def check_storable(draft: Draft) -> None:
    """Raise Invalid with what a draft cannot be kept with; that something is missing or wrong is no matter here."""
    problems = Problems()
    if len(draft.name) > NAME_MOST:
        problems.add("name", f"That is {len(draft.name)} characters; {NAME_MOST} fit.")
    document = dump(draft)
    _walk(document, "", problems)
    if sum(len(group.ads) for part in draft.parts for group in part.ad_groups) > ADS_IN_ALL:
        problems.add("", f"More than {ADS_IN_ALL} ads do not fit into one campaign.")
    if not problems.fields and len(json.dumps(document)) > DRAFT_MOST:
        problems.add("", "That is too much for one campaign. Leave something out.")
    problems.raise_any()


def _walk(node: Any, path: str, problems: Problems) -> None:
    if isinstance(node, str):
        _check_text(node, path, problems)
    elif isinstance(node, dict):
        for name, value in node.items():
            inner = path if name in DOCUMENTS else f"{path}.{name}".lstrip(".")
            _walk(value, inner, problems)
    elif isinstance(node, list):
        _walk_list(node, path, problems)


def _walk_list(nodes: list, path: str, problems: Problems) -> None:
    name = path.rpartition(".")[2]
    most = LISTS.get(name)
    if most and len(nodes) > most:
        problems.add(path, f"That is {len(nodes)}; {most} fit.")
    for place, node in enumerate(nodes):
        inner = list(node.values()) if isinstance(node, dict) and not most else node  # a keyword is told as keywords
        _walk(inner, f"{path}.{place}" if most else path, problems)


def _check_text(text: str, path: str, problems: Problems) -> None:
    if len(text) > TEXT_MOST:
        problems.add(path, f"That is {len(text)} characters; {TEXT_MOST} fit.")
    elif not is_clean(text, multiline=True):
        problems.add(path, UNCLEAN)

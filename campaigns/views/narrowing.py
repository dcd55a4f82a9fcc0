"""What the list can be narrowed down by: filters with their links, and the views that people keep."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from campaigns.selectors import Summary
from campaigns.selectors.conditions import ENDED
from campaigns.types.finding import FILTERS, Filters, Need
from campaigns.views import asked
from integrations.types import Platform, Purpose

STATUSES = {
    "": "Not ended", "active": "Running", "paused": "Paused", "draft": "Drafts", "pending_review": "Waiting for approval",
    "completed": "Ended", "archived": "Archived", "all": "All",
}  # fmt: skip
NEEDS = {
    Need.APPROVAL: "Waiting for approval",
    Need.DRIFT: "Changed on the platform",
    Need.FAILED: "A change failed",
    Need.REJECTED: "An ad is rejected",
}
MORE = ("label", "tag", "account", "purpose", "needs")
Option = tuple[str, str]


def narrowing(request: HttpRequest, summary: Summary, accounts: Sequence) -> dict[str, Any]:
    """Return what the filters' row shows; `accounts` are the connected ones."""
    wanted, counts = asked.filters(request.GET), summary.counts
    options = {
        "needs": [(need.value, text) for need, text in NEEDS.items()],
        "label": [(label["uuid"], label["name"]) for label in summary.labels],
        "tag": [(tag, f"{tag} ({count})") for tag, count in summary.tags],
        "account": [(str(account.uuid), str(account)) for account in accounts],
        "purpose": [(purpose.value, purpose.value.replace("_", " ").capitalize()) for purpose in Purpose],
    }
    return {
        "asked": wanted,
        "statuses": [
            (f"{text} {_count(word, counts)}", asked.link(request, status=word), word == wanted.status)
            for word, text in STATUSES.items()
        ],
        "status_now": STATUSES.get(wanted.status, wanted.status),
        "status_count": _count(wanted.status, counts),
        "platforms": _platforms(request, wanted, {account.platform for account in accounts}),
        "more": [(name, LABELS[name], options[name], getattr(wanted, name)) for name in MORE if options[name]],
        "more_count": sum(bool(getattr(wanted, name)) for name in MORE),
        "labels": options["label"],
        "views": _views(request, summary),
        "kept": {name: value for name, value in asked.kept(request).items() if name not in FILTERS},
    }  # fmt: skip


LABELS = {"needs": "What needs somebody", "label": "Label", "tag": "Tag", "account": "Ad account", "purpose": "Purpose"}


def _count(status: str, counts: dict[str, int]) -> int:
    if status == "all":
        return sum(counts.values())
    if not status:
        return sum(n for word, n in counts.items() if word not in ENDED)
    return counts.get(status, 0)


def _platforms(request: HttpRequest, wanted: Filters, there: set[str]) -> list[tuple[str, str, bool]]:
    """Return a filter for each platform that is there; the chosen one's takes the choice away."""
    found = [platform.value for platform in Platform if platform in there | {wanted.platform}]
    return [
        (name, asked.link(request, platform="" if name == wanted.platform else name), name == wanted.platform)
        for name in found
    ]


def _views(request: HttpRequest, summary: Summary) -> list[dict[str, Any]]:
    now, here = asked.kept(request), reverse("campaigns:list")
    return [
        {"view": view, "href": f"{here}?{asked.encode(view['query'])}", "is_on": view["query"] == now}
        for view in summary.views
    ]

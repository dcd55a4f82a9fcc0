"""What the address asks for, what the controls show of it, and links to other questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import campaigns.selectors
from analytics import periods
from analytics.panels.explore.words import DATES, SPLITS
from analytics.selectors import BREAKDOWNS
from analytics.selectors.custom import OwnFigure
from analytics.tables import TableSpec
from analytics.tables.spec import MOST_SPLITS
from analytics.types import ELEMENTS, Split
from campaigns.naming import PLATFORM_NAMES
from integrations.types import Platform
from tenants.place import Place

MOST_CAMPAIGNS, UNNAMED = 200, "The one chosen"
NO_ESTIMATES = {Split.HOUR, Split.ACTION, Split.COUNTRY, Split.DEVICE, Split.AGE, Split.GENDER}
_NEXT = {
    Split.PLATFORM: Split.CAMPAIGN,
    Split.ACCOUNT: Split.CAMPAIGN,
    Split.CAMPAIGN: Split.AD_GROUP,
    **dict.fromkeys(ELEMENTS, Split.AD),
}
"""What a group is broken down by next."""


def usual(place: Place) -> dict[str, Any]:
    """Return what the page asks where its address says nothing."""
    return {"currency": place.currency, "period": "28d"}


def completed(spec: TableSpec) -> TableSpec:
    """Return a question with its usual order and its estimates, as far as there can be any."""
    sort = spec.sort or (
        "" if spec.by[0] in (*DATES, Split.HOUR) else f"-{'conversions' if spec.by[0] == Split.ACTION else 'spend'}"
    )
    return spec.but(sort=sort, maturity=spec.maturity or not (NO_ESTIMATES.intersection(spec.by) or spec.as_of))


def sort_by(spec: TableSpec, key: str) -> TableSpec:
    """Return the question in the order of a figure: the most first, and turned round when it is already."""
    return spec.but(sort=key if spec.sort == f"-{key}" else f"-{key}")


def break_down(spec: TableSpec, split: Split, label: Any) -> TableSpec | None:
    """Return the question of one group alone, by what it consists of; None where it cannot be asked."""
    if split in ELEMENTS and spec.part:
        return None  # an address names one part
    if split not in _NEXT or not (label.uuid or split in (Split.PLATFORM, *ELEMENTS)):
        return None
    limits: dict[Split, dict[str, Any]] = {
        Split.CAMPAIGN: {"campaigns": (label.uuid,)},
        Split.PLATFORM: {"platform": label.value},
        Split.ACCOUNT: {"account": label.uuid},
    }
    limit = limits.get(split) or {"part": f"{split}:{label.value}"}
    inner = _NEXT[split]
    by = tuple(dict.fromkeys(inner if each == split else each for each in spec.by))
    if inner == Split.AD_GROUP and NO_ESTIMATES.intersection(by):
        return None  # what is kept of parts of an audience is of campaigns
    return spec.but(by=by, **limit)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a control."""

    value: str
    label: str
    chosen: bool


def way_out(asked: Mapping[str, Sequence[str]]) -> Option | None:
    """Return the same question without what stands against its splits: a comparison of days, or one part of the ads."""
    by, compare = set(asked.get("by") or ()), (asked.get("compare") or [""])[-1]
    if compare not in ("", periods.Compare.NONE) and by.intersection(DATES):
        return Option(_without("compare", asked), "Show it without the comparison", chosen=False)
    if any(asked.get("part") or ()) and by.intersection(BREAKDOWNS):
        return Option(_without("part", asked), "Show it of all ads", chosen=False)
    return None


def _without(name: str, asked: Mapping[str, Sequence[str]]) -> str:
    left = [(key, value) for key, values in asked.items() if key not in (name, "page") for value in values if value]
    return f"?{urlencode(left)}"


@dataclass
class Controls:
    """What the page's form shows: each control's choices, what is wrong beside each, and what it keeps."""

    splits: list[list[Option]]
    platforms: list[Option]
    accounts: list[Option]
    campaigns: list[Option]
    several: list[Option]
    """The campaigns that it is about, where they are more than one."""
    columns: list[Option]
    own: list[Option]
    kept: list[tuple[str, str]]
    problems: Mapping[str, str] = field(default_factory=dict)
    way_out: Option | None = None
    """Where the same question stands without what makes it impossible."""

    @property
    def filters(self) -> int:
        """Return how many filters are set."""
        each = (self.platforms, self.accounts, self.campaigns)
        return bool(self.several) + sum(bool(options) and not options[0].chosen for options in each)

    @property
    def others(self) -> list[str]:
        """Return what is wrong with what no control holds that can be seen at once."""
        return [text for name, text in self.problems.items() if name not in _CONTROLS]


_CONTROLS = {"by"}
_KEPT = ("period", "since", "until", "compare", "part", "sort")


def make_controls(
    asked: Mapping[str, Sequence[str]],
    spec: TableSpec,
    own: Sequence[OwnFigure],
    accounts: Sequence,
    labels: Mapping[str, str],
) -> Controls:
    """Return the controls as they were set; `labels` says what the columns are called. One query."""
    names, several = _campaigns(), len(spec.campaigns) > 1
    by = [*(asked.get("by") or spec.by), *[""] * MOST_SPLITS][:MOST_SPLITS]
    return Controls(
        splits=[_options(SPLITS.items(), each, "" if place else None) for place, each in enumerate(by)],
        platforms=_options(
            [(each.value, PLATFORM_NAMES[each.value]) for each in Platform], spec.platform, "All platforms"
        ),
        accounts=_options([(str(each.uuid), each.name) for each in accounts], spec.account, "All ad accounts"),
        campaigns=_options(names, spec.campaign, "One more campaign" if several else "All campaigns"),
        several=[
            Option(str(each), dict(names).get(str(each), UNNAMED), chosen=True) for each in spec.campaigns * several
        ],
        columns=[Option(key, label, key in spec.columns) for key, label in labels.items()],
        own=[Option(str(each.uuid), each.name, each.uuid in spec.own) for each in own],
        kept=[(name, value) for name in _KEPT if (value := (asked.get(name) or [""])[-1])],
    )


def _campaigns() -> list[tuple[str, str]]:
    found = campaigns.selectors.list_campaigns(with_parts=False, status="all").values_list("uuid", "name")
    return [(str(uuid), name) for uuid, name in found[:MOST_CAMPAIGNS]]


def _options(pairs: Any, chosen: Any, none: str | None) -> list[Option]:
    now = str(chosen or "")
    found = [Option(str(value), label, str(value) == now) for value, label in pairs]
    if now and not any(each.chosen for each in found):
        found.append(Option(now, UNNAMED, chosen=True))
    return found if none is None else [Option("", none or "Nothing more", not now), *found]


def menus(spec: TableSpec, choice: periods.Choice) -> dict[str, list[tuple[str, str, bool]]]:
    """Return what `analytics/_period.html` offers, as links that keep the question."""
    named = [key for key in periods.LABELS if key != "custom"]
    days = [spec.but(period=key, since="", until="") for key in named]
    against = [] if set(DATES).intersection(spec.by) else list(periods.Compare)
    return {
        "options": [
            (periods.LABELS[key], f"?{each.query}", key == choice.key) for key, each in zip(named, days, strict=True)
        ],
        "comparisons": [
            (periods.COMPARISONS[how], f"?{spec.but(compare=str(how)).query}", how == spec.compare) for how in against
        ],
    }

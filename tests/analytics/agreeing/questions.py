"""Random questions, as far as the page, the API, streams and files can all put them; some that all must refuse."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from analytics.panels.explore.asking import completed
from analytics.tables import COLUMNS, TableSpec
from analytics.types import Split
from tests.analytics.agreeing.worlds import Built
from tests.analytics.build import NOW, days_before

PLAIN = [
    Split.DAY, Split.WEEK, Split.MONTH, Split.PLATFORM, Split.ACCOUNT, Split.CAMPAIGN, Split.PLATFORM_CAMPAIGN,
    Split.AD_GROUP, Split.AD, Split.CURRENCY,
]  # fmt: skip
"""Their rows add up to the whole."""
SPLITS = [*PLAIN, *PLAIN, *PLAIN, Split.ACTION, Split.HOUR, Split.COUNTRY]
CHOSEN_DAYS = [
    {"period": "", "since": str(days_before(since)), "until": str(days_before(until))}
    for since, until in ((33, 3), (36, 33))
]
PERIODS = [
    *({"period": each} for each in ("28d", "7d", "14d", "7d", "month", "7d", "today")),
    *CHOSEN_DAYS,
    *CHOSEN_DAYS,
]
MOMENTS = [
    *[None] * 9,
    NOW - timedelta(hours=1),
    NOW - timedelta(days=2),
    NOW - timedelta(days=2),
    NOW + timedelta(days=1),
]
SORTS = ["-spend", "", "clicks", "-roas", "ctr", "-conversions"]
NO_COMPARISON_BY = {Split.DAY, Split.WEEK, Split.MONTH}


@st.composite
def questions(draw, built: Built, turn: int) -> TableSpec:
    """Return a question about a world; its order is said, because the page has a usual one of its own.

    `turn` counts the questions: even where everything is drawn at its simplest, no two are alike.
    """

    def pick(options: Sequence) -> Any:
        start = turn % len(options)
        return draw(st.sampled_from([*options[start:], *options[:start]]))

    by = tuple(dict.fromkeys(pick(SPLITS[n:] + SPLITS[:n]) for n in range(pick([1, 2, 1, 2, 3]))))
    compares = ["previous", "none", "year"] if not NO_COMPARISON_BY.intersection(by) else ["none"] * 9 + ["previous"]
    columns, own = (
        draw(st.lists(st.sampled_from(some), max_size=6, unique=True)) for some in (list(COLUMNS), built.own)
    )
    spec = TableSpec(
        by=by,
        compare=pick(compares),
        currency=pick(["EUR", "", "USD", "EUR", "JPY"]),
        as_of=pick(MOMENTS),
        account=pick([None] * 12 + built.accounts),
        platform=pick([""] * 10 + ["meta", "google"]),
        campaigns=tuple(pick([[]] * 6 + [built.campaigns[:1], built.campaigns[-2:]])),
        maturity=pick([True, False]),
        columns=tuple(columns) or tuple(COLUMNS),
        own=tuple(own) or tuple(built.own),
        sort=pick(SORTS),
        **pick(PERIODS),
    )
    return replace(spec, sort=completed(spec).sort)

"""What ads are made of, as a table beside the figures: the pairs of ads and keys that a statement joins."""

from collections.abc import Sequence

import campaigns.selectors
from analytics.selectors.cuts import Cut, Dimension

Text = tuple[str, list]


def elements_tables(cuts: Sequence[Cut]) -> list[Text]:
    """Return a part of the query for each kind of element that the cuts are by; a query for each, two for tags."""
    kinds = dict.fromkeys(cut.part_of_ads for cut in cuts)
    return [_table(kind) for kind in kinds if kind is not None]


def elements_join(cut: Cut) -> str:
    """Return the join that brings each ad's figures under each of its keys; `s` are the subjects."""
    return f" JOIN {_name(cut.part_of_ads)} e ON e.ad_id = s.ad_id" if cut.part_of_ads else ""


def _table(kind: Dimension) -> Text:
    pairs = campaigns.selectors.list_elements(kind.value)
    text = f"{_name(kind)} (ad_id, key) AS MATERIALIZED (SELECT * FROM unnest(%s::bigint[], %s::text[]))"  # noqa: S608 - made of words only
    return text, [[pk for pk, _ in pairs], [key for _, key in pairs]]


def _name(kind: Dimension) -> str:
    return f"elements_{kind.value}"

"""What ads are made of, as a table beside the figures: the pairs of ads and keys that a statement joins."""

from collections.abc import Sequence

import campaigns.selectors
from analytics.selectors.cuts import Cut, Dimension


def elements_tables(cuts: Sequence[Cut]) -> list[str]:
    """Return a part of the query for each kind of element that the cuts are by."""
    kinds = dict.fromkeys(cut.part_of_ads for cut in cuts)
    return [f"{_name(kind)} AS ({campaigns.selectors.elements_sql(kind.value)})" for kind in kinds if kind is not None]


def elements_join(cut: Cut) -> str:
    """Return the join that brings each ad's figures under each of its keys; `s` are the subjects."""
    return f" JOIN {_name(cut.part_of_ads)} e ON e.ad_id = s.ad_id" if cut.part_of_ads else ""


def ads_that_have(kind: Dimension) -> str:
    """Return the condition that a subject's ad has an element; its key stands for the one value."""
    return f"s.ad_id IN (SELECT ad_id FROM ({campaigns.selectors.elements_sql(kind.value)}) e WHERE key = %s)"  # noqa: S608


def _name(kind: Dimension) -> str:
    return f"elements_{kind.value}"

"""One object's state as Meta tells it: switch, delivery, budget, bid, learning, review."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from facebook_business.adobjects.abstractcrudobject import AbstractCrudObject

from integrations import errors
from integrations import types as t
from integrations.platforms.meta import budgets, delivery, moments, money

_STATE = ["id", "name", "status", "effective_status", "issues_info"]
_MONEY = ["daily_budget", "lifetime_budget", "bid_strategy"]
CAMPAIGN = [*_STATE, *_MONEY, "objective", "start_time"]
_ENDS = "adsets.limit(500){end_time}"
AD_SET = [
    *_STATE, *_MONEY, "bid_amount", "bid_constraints", "campaign{bid_strategy}", "campaign_id", "start_time", "end_time",
    "targeting", "optimization_goal", "learning_stage_info",
]  # fmt: skip
AD = [*_STATE, "adset_id", "ad_review_feedback"]
_FIELDS = {t.ObjectKind.CAMPAIGN: [*CAMPAIGN, _ENDS], t.ObjectKind.AD_GROUP: AD_SET, t.ObjectKind.AD: AD}
Row = Mapping[str, Any]
State = tuple[t.Delivery, str]


def observe_object(node: AbstractCrudObject, kind: t.ObjectKind, currency: str) -> t.Observed:
    """Read one object; its delivery is what its own status says, without what lies below."""
    row = node.get_api().get(node["id"], fields=",".join(_FIELDS[kind]))
    if row.get("status") == "DELETED":
        raise errors.ObjectNotFound("It was deleted on Meta.")
    seen = read_state(kind, row, delivery.own_delivery(row), currency)
    return with_end(seen, (row.get("adsets") or {}).get("data") or []) if kind == t.ObjectKind.CAMPAIGN else seen


def with_end(seen: t.Observed, ad_sets: Iterable[Row]) -> t.Observed:
    """Return a campaign's state with its end: that of the last of its ad sets."""
    return replace(seen, end_at=moments.last_end(ad_sets))


def read_state(kind: t.ObjectKind, row: Row, state: State, currency: str) -> t.Observed:
    """Return a row in our words; `state` is its delivery and the reason."""
    return t.Observed(
        ref=t.ObjectRef(kind, row["id"]),
        name=row.get("name", ""),
        run_status=delivery.run_status(row.get("status", "")),
        delivery=state[0],
        platform_word=row.get("effective_status", ""),
        reason=state[1],
        daily_budget_minor=money.from_meta(row.get("daily_budget"), currency),
        lifetime_budget_minor=money.from_meta(row.get("lifetime_budget"), currency),
        start_at=moments.read(row.get("start_time")),
        end_at=moments.read(row.get("end_time")),
        bid=budgets.read_bid(row, currency),
        learning=delivery.learning(row),
        review=delivery.review(row) if kind == t.ObjectKind.AD else t.Review.UNKNOWN,
    )

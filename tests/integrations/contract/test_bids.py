"""What we set is told back so that it compares equal, though platforms have fewer words for bids than we do."""

from dataclasses import replace
from decimal import Decimal

import pytest

from campaigns import bids
from integrations import types as t
from tests.integrations.contract.conftest import refs

S = t.BidStrategy
WORTH = t.Bid(S.TARGET_ROAS, roas=Decimal("2.5"))
CASES = [
    (t.Platform.META, t.Bid(S.MAXIMIZE_CONVERSIONS), None),
    (t.Platform.META, t.Bid(S.COST_CAP, 905), t.Bid(S.BID_CAP, 1_110)),
    (t.Platform.META, WORTH, None),
    (t.Platform.TIKTOK, t.Bid(S.MAXIMIZE_CONVERSIONS), None),
    (t.Platform.TIKTOK, t.Bid(S.TARGET_CPA, 905), t.Bid(S.COST_CAP, 1_110)),
    (t.Platform.TIKTOK, WORTH, replace(WORTH, roas=Decimal("3.25"))),
]


def told(world, made: list[t.ObjectRef]) -> t.Bid | None:
    """The campaign's bid, completed by what its ad groups tell; TikTok's campaigns tell none."""
    own = world.seen(made[0]).bid
    return bids.with_groups(own, [world.seen(ref).bid for ref in made if ref.kind == t.ObjectKind.AD_GROUP])


@pytest.mark.parametrize(("platform", "bid", "other"), CASES, ids=[f"{p}-{b.strategy}" for p, b, _ in CASES])
def test_a_bid_is_told_as_it_was_set(world, bid, other):
    plan = world.plan(bid=bid)
    assert world.adapter.validate(plan) == []
    made = refs(world.adapter.plan_steps(plan), world.launch(plan))
    assert bids.is_same(bid, told(world, made), world.platform)
    if other:
        world.adapter.update(made[0], t.ChangeField.BID, other)
        assert bids.is_same(other, told(world, made), world.platform)
        assert not bids.is_same(bid, told(world, made), world.platform)

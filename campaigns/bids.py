"""When two bids are the same to a platform, although one of them came back in the platform's own shape. Pure.

Google tells a bid as it was set, but a bid per click only at the ad groups. Meta has one word for every bid without a
cap, and keeps caps at the ad sets. TikTok has no word for a bid without a limit, and one for all that have one.
"""

from integrations.types import Bid, BidStrategy, Platform

_S = BidStrategy
FREE = (_S.MAXIMIZE_CLICKS, _S.MAXIMIZE_CONVERSIONS, _S.MAXIMIZE_VALUE)
FAMILIES: dict[Platform, tuple[tuple[BidStrategy, ...], ...]] = {
    Platform.GOOGLE: (),
    Platform.META: (FREE,),
    Platform.TIKTOK: (FREE[:2], (_S.COST_CAP, _S.TARGET_CPA, _S.BID_CAP, _S.MANUAL)),
}


def is_same(ours: Bid, theirs: Bid | None, platform: Platform) -> bool:
    """Return whether a platform that tells `theirs` bids as we wanted; where it does not tell a part, that part is as ours."""
    if theirs is None:
        return platform != Platform.TIKTOK or ours.strategy in FREE
    if not _are_of_a_kind(ours.strategy, theirs.strategy, platform):
        return False
    if platform == Platform.GOOGLE and ours.strategy != _S.MANUAL:
        return (ours.amount_minor, ours.roas) == (theirs.amount_minor, theirs.roas)
    pairs = ((ours.amount_minor, theirs.amount_minor), (ours.roas, theirs.roas))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def with_groups(own: Bid | None, groups: list[Bid | None]) -> Bid | None:
    """Return a campaign's bid with what its ad groups tell, where all tell the same: caps stand there or nowhere."""
    told = groups[0] if groups and all(one == groups[0] for one in groups) else None
    if own is None or told is None:
        return own or told
    if own.strategy != told.strategy:
        return own
    return Bid(own.strategy, told.amount_minor or own.amount_minor, told.roas or own.roas)


def _are_of_a_kind(one: BidStrategy, other: BidStrategy, platform: Platform) -> bool:
    return one == other or any(one in family and other in family for family in FAMILIES[platform])

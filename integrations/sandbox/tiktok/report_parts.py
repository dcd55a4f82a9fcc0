"""Who saw it: an ad's day split by country, age, gender or device in TikTok's words, and how many people were reached."""

from collections.abc import Iterator

from .. import currencies
from ..market.audience import Crowd, Figures, Part, count_people, list_parts, reach, split, split_results
from ..market.noise import make_key
from ..store import Thing
from .call import Call
from .delivery import crowd_of
from .report_counts import Counts
from .report_words import PARTS, SPLITS

_PLATFORM = "tiktok"


def split_day(call: Call, name: str, line: list[Thing], day: str, counts: Counts) -> Iterator[tuple[str, Counts]]:
    """Yield an ad's day by TikTok's words for the dimension's parts."""
    ad, adgroup, campaign = line[:3]
    by, seed = SPLITS[name], call.world.config.seed
    parts = list_parts(crowd_of([adgroup]), by, seed, campaign.id)
    key, unit = make_key(seed, ad.id, day, by), currencies.minor_micros(call.account.data["currency"])
    shown = Figures(counts.impressions, counts.clicks, counts.spend)
    for part, one in split(shown, parts, key, unit=unit).items():
        yield PARTS.get(part, part), Counts(one.impressions, one.clicks, one.spend)
    yield from _split_results(counts, parts, key, unit)


def _split_results(counts: Counts, parts: tuple[Part, ...], key: int, unit: int) -> Iterator[tuple[str, Counts]]:
    for kind, (count, value) in counts.results.items():
        for part, pair in split_results(count, value, parts, make_key(key, kind), unit=unit).items():
            found = Counts()
            found.results[kind] = list(pair)
            yield PARTS.get(part, part), found


def count_reach(lines: list[list[Thing]], days: dict[str, float]) -> int:
    """Return how many people saw any of some ads, from their impressions of each day together."""
    if not any(days.values()):
        return 0
    crowd: Crowd = crowd_of([line[1] for line in lines])
    return reach([days[day] for day in sorted(days)], count_people(crowd), _PLATFORM)

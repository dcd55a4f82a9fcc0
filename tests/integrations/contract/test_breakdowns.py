"""Parts of the audience: our names, each once, adding up to the campaigns, moving only as the campaigns' figures move."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from integrations import types as t

CENT = 10_000
AGES = {"13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", "55+", "unknown"}
VALUES = {
    t.Breakdown.COUNTRY: {"IE"},
    t.Breakdown.DEVICE: {"phone", "tablet", "computer", "tv", "unknown"},
    t.Breakdown.AGE: AGES,
    t.Breakdown.GENDER: {"women", "men", "unknown"},
}
NO_VALUES = (t.Platform.TIKTOK,)  # its breakdowns tell of results, but not what they were worth
COUNTED = ("impressions", "clicks", "conversions")


@pytest.fixture
def window(shop) -> tuple[date, date]:
    """Days whose results have all arrived: TikTok tells of them by part half a day after it tells of the campaign's."""
    today = datetime.fromtimestamp(shop.sandbox.now(), UTC).date()
    return today - timedelta(days=16), today - timedelta(days=10)


def sums(rows, names=COUNTED) -> dict:
    """Return the sums by day and campaign."""
    found = defaultdict(lambda: dict.fromkeys(names, 0))
    for row in rows:
        cell = found[row.day, row.campaign_external_id]
        for name in names:
            cell[name] += getattr(row, name)
    return dict(found)


def campaigns(shop, window) -> list[t.MetricRow]:
    return list(shop.adapter.fetch_metrics(*window, level=t.MetricLevel.CAMPAIGN))


@pytest.mark.parametrize("breakdown", t.Breakdown)
def test_parts_carry_our_names_once_and_add_up_to_the_campaigns(shop, window, breakdown):
    rows, totals = list(shop.adapter.fetch_breakdown(*window, breakdown)), campaigns(shop, window)
    assert {row.value for row in rows} <= VALUES[breakdown]
    assert {row.breakdown for row in rows} == {breakdown}
    assert len({(row.day, row.campaign_external_id, row.value) for row in rows}) == len(rows)
    assert all(isinstance(row.spend_micros, int) and row.clicks <= row.impressions for row in rows)
    assert sums(rows) == sums(totals)
    money = ("spend_micros",) if shop.platform in NO_VALUES else ("spend_micros", "value_micros")
    parts, wholes = sums(rows, money), sums(totals, money)
    for key, whole in wholes.items():
        assert all(abs(parts[key][name] - whole[name]) <= CENT * len(rows) for name in money), key


@pytest.mark.parametrize("breakdown", [b for b in t.Breakdown if b != t.Breakdown.COUNTRY])
def test_parts_differ_in_size_and_in_what_they_do(shop, window, breakdown):
    seen, clicked = defaultdict(int), defaultdict(int)
    for row in shop.adapter.fetch_breakdown(*window, breakdown):
        seen[row.value] += row.impressions
        clicked[row.value] += row.clicks
    assert len(seen) >= 3
    large = [value for value in seen if seen[value] > sum(seen.values()) / 100]
    assert len({round(clicked[value] / seen[value], 5) for value in large}) == len(large) > 1


def test_each_platform_has_its_people(shop, window):
    def share(breakdown, *values):
        rows = list(shop.adapter.fetch_breakdown(*window, breakdown))
        return sum(row.impressions for row in rows if row.value in values) / sum(row.impressions for row in rows)

    young, computers = share(t.Breakdown.AGE, "18-24", "25-34"), share(t.Breakdown.DEVICE, "computer")
    unknown = share(t.Breakdown.AGE, "unknown")
    assert (young > 0.5) == (shop.platform == t.Platform.TIKTOK)
    assert (computers > 0.2) == (shop.platform == t.Platform.GOOGLE)
    assert (unknown > 0.1) == (shop.platform == t.Platform.GOOGLE)


@pytest.mark.parametrize("breakdown", [t.Breakdown.COUNTRY, t.Breakdown.AGE])
def test_reading_again_gives_the_same_and_halves_give_the_whole(shop, window, breakdown):
    whole = sorted(shop.adapter.fetch_breakdown(*window, breakdown), key=repr)
    assert sorted(shop.adapter.fetch_breakdown(*window, breakdown), key=repr) == whole
    middle = window[0] + timedelta(days=3)
    halves = [*shop.adapter.fetch_breakdown(window[0], middle, breakdown)]
    halves += shop.adapter.fetch_breakdown(middle + timedelta(days=1), window[1], breakdown)
    assert sorted(halves, key=repr) == whole


@pytest.mark.parametrize("breakdown", [t.Breakdown.DEVICE, t.Breakdown.GENDER])
def test_results_that_are_restated_come_to_some_part_and_no_other_moves(shop, window, breakdown):
    day = window[0]

    def read():
        rows = shop.adapter.fetch_breakdown(day, day, breakdown)
        return {
            (row.campaign_external_id, row.value): (row.conversions, row.impressions, row.spend_micros) for row in rows
        }

    before = read()
    ad = shop.sandbox.books(shop.link.external_id, day=day.isoformat())["rows"][0]["ad"]
    shop.sandbox.control("POST", "restate", ad=ad, day=day.isoformat(), count=3)
    shop.wait(hours=13)
    more = read()
    assert sum(count for count, *_ in more.values()) == sum(count for count, *_ in before.values()) + 3
    assert {key: rest for key, (_, *rest) in more.items()} == {key: rest for key, (_, *rest) in before.items()}
    assert all(more[key][0] >= before[key][0] for key in before)
    shop.sandbox.control("POST", "restate", ad=ad, day=day.isoformat(), count=-3, hour=12)
    shop.wait(hours=13)
    assert read() == before


def test_a_targeting_shows_in_the_parts(world):
    world.start(world.plan())
    world.wait(days=4)
    until = datetime.fromtimestamp(world.sandbox.now(), UTC).date() - timedelta(days=1)
    window = (until - timedelta(days=2), until)
    countries = {row.value for row in world.adapter.fetch_breakdown(*window, t.Breakdown.COUNTRY)}
    ages = {row.value for row in world.adapter.fetch_breakdown(*window, t.Breakdown.AGE)} - {"unknown"}
    if world.platform == t.Platform.GOOGLE:
        assert countries == {"IE"}
        assert ages >= {"18-24", "65+"}
    else:
        assert countries == {"IE", "GB"}
        assert ages == {"25-34", "35-44", "45-54"}


@pytest.mark.parametrize("breakdown", t.Breakdown)
def test_an_account_without_figures_has_no_parts(world, breakdown):
    today = datetime.fromtimestamp(world.sandbox.now(), UTC).date()
    assert list(world.adapter.fetch_breakdown(today - timedelta(days=9), today, breakdown)) == []

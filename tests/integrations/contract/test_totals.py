"""Everything at once: the ads' figures, and beside them what each campaign's own row holds."""

from collections import Counter
from datetime import date

import pytest

from integrations import types as t
from tests.integrations.contract.test_metrics import CENT, today, window

ALL = t.MetricLevel.ALL
WHOLE = ("impressions", "clicks", "conversions", "value_micros")
BOOKED = {
    "impressions": "impressions",
    "clicks": "link_clicks",
    "conversions": "known",
    "value_micros": "known_value_micros",
}


def read(world, *span, **more) -> tuple[list[t.MetricRow], list[t.MetricRow]]:
    """Return the ads' rows and the campaigns'."""
    rows = list(world.adapter.fetch_metrics(*(span or window(world)), level=ALL, **more))
    return [row for row in rows if row.ad_external_id], [row for row in rows if not row.ad_external_id]


def add_up(rows, *names: str) -> Counter:
    """Return the sums by day, hour and campaign, of what is not nothing."""
    found: Counter = Counter()
    for row in rows:
        for name in names:
            found[row.day, row.hour, row.campaign_external_id, name] += getattr(row, name)
    return Counter({key: count for key, count in found.items() if count})


@pytest.mark.parametrize("hourly", [False, True], ids=["days", "hours"])
def test_each_campaign_has_one_total_of_every_day_that_any_of_its_ads_has(shop, hourly):
    day = today(shop)
    ads, totals = read(shop, *((day, day) if hourly else window(shop)), hourly=hourly)
    keys = [(row.day, row.hour, row.campaign_external_id) for row in totals]
    assert len(set(keys)) == len(keys) > 0
    assert {(row.day, row.hour, row.campaign_external_id) for row in ads} <= set(keys)
    assert all(row.ad_group_external_id for row in ads)
    assert not any(row.ad_group_external_id for row in totals)


def test_a_campaigns_total_is_its_ads_and_the_rest_which_is_never_below_nothing(shop):
    ads, totals = read(shop)
    rest = add_up(totals, "impressions", "clicks", "spend_micros", "conversions")
    rest.subtract(add_up(ads, "impressions", "clicks", "spend_micros", "conversions"))
    assert all(left >= (-CENT if name == "spend_micros" else 0) for (*_, name), left in rest.items())
    assert add_up(totals, "impressions").total() > 0


def test_totals_are_the_platforms_books(shop):
    since, until = window(shop)
    _, totals = read(shop)
    booked, spent, rows = Counter(), Counter(), Counter()
    for row in shop.sandbox.books(shop.link.external_id, since=since.isoformat(), until=until.isoformat())["rows"]:
        key = (date.fromisoformat(row["day"]), None, row["campaign"])
        spent[key] += row["spend_micros"]
        rows[key] += 1
        booked.update({(*key, name): row[theirs] for name, theirs in BOOKED.items()})
    assert add_up(totals, *WHOLE) == Counter({key: count for key, count in booked.items() if count})
    told = {(row.day, row.hour, row.campaign_external_id): row.spend_micros for row in totals}
    assert set(told) == set(spent)
    assert all(abs(told[key] - spend) <= CENT * rows[key] for key, spend in spent.items())


@pytest.mark.parametrize("kind", [t.ObjectKind.AD, t.ObjectKind.CAMPAIGN])
def test_what_is_gone_stays_in_the_totals(shop, kind):
    before = add_up(read(shop)[1], *WHOLE, "spend_micros")
    gone = next(seen.ref for seen in shop.adapter.observe() if seen.ref.kind == kind)
    shop.adapter.update(gone, t.ChangeField.STATUS, t.RunStatus.ARCHIVED)
    ads, totals = read(shop)
    assert add_up(totals, *WHOLE, "spend_micros") == before
    rest = add_up(totals, "impressions")
    rest.subtract(add_up(ads, "impressions"))
    assert min(rest.values()) >= 0


def test_actions_change_no_figure(shop):
    plain, split = read(shop), read(shop, with_actions=True)
    for without, with_actions in zip(plain, split, strict=True):
        assert add_up(without, *WHOLE, "spend_micros") == add_up(with_actions, *WHOLE, "spend_micros")
    assert any(row.actions for row in split[1])
    assert not any(row.actions for row in plain[1])

"""Long lists are read to their end, whatever pages Meta makes of them."""

from dataclasses import replace

import pytest

from integrations.platforms.meta import client, errors, reading
from tests.integrations.meta.conftest import launch
from tests.integrations.meta.plans import make_plan

TOO_MUCH = {"kind": "error", "method": "GET", "code": 1, "subcode": 99,
            "message": "Please reduce the amount of data you're asking for, then retry your request"}  # fmt: skip


@pytest.fixture
def three_ads(shop):
    plan = make_plan()
    (group,) = plan.ad_groups
    ads = tuple(replace(group.ads[0], key=f"ad-{n}", name=f"Cake {n}") for n in range(3))
    launch(shop.adapter, replace(plan, ad_groups=(replace(group, ads=ads),)))
    return shop


def test_a_page_that_is_too_much_is_asked_for_in_smaller_ones(three_ads, monkeypatch):
    monkeypatch.setattr(reading, "PAGE_SIZE", 4)
    three_ads.sandbox.control("POST", "faults", path="/ads$", times=2, **TOO_MUCH)
    assert len(list(three_ads.adapter.observe())) == 5
    assert len([c for c in three_ads.sandbox.calls(method="GET") if c["path"].endswith("/ads")]) == 2 + 3


def test_a_single_row_that_is_too_much_is_told(three_ads):
    three_ads.sandbox.control("POST", "faults", path="/ads$", times=99, **TOO_MUCH)
    with pytest.raises(errors.TooMuchAtOnce):
        list(three_ads.adapter.observe())


def test_an_empty_page_is_not_the_end(shop, monkeypatch):
    further = {"next": "https://graph.facebook.com/…", "cursors": {"after": "b"}}
    pages = {"": {"data": [], "paging": further}, "b": {"data": [{"id": "1"}], "paging": {"cursors": {"after": "c"}}}}
    monkeypatch.setattr(client.GraphApi, "get", lambda self, *path, **query: pages[query.get("after", "")])
    assert list(client.list_edge(shop.adapter.account, "ads", ["id"], limit=5)) == [{"id": "1"}]

"""The thin client: paths, headers, queries, pages, and the meter before every call."""

import httpx2
import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok.client import TIMEOUT_S, TikTokApi
from tests.integrations.tiktok.wire import APP, TOKEN, Spending, Wire, ok, rows


def test_a_read_carries_the_token_and_its_lists_as_json():
    wire = Wire({"campaign/get/": rows()})
    list(wire.api().pages("campaign/get/", advertiser_id="1", filtering={"campaign_ids": ["2"]}, fields=None))
    request = wire.asked[0]
    assert str(request.url).startswith("http://tiktok.test/tiktok/open_api/v1.3/campaign/get/?")
    assert request.headers["Access-Token"] == TOKEN
    query = {"advertiser_id": "1", "filtering": '{"campaign_ids":["2"]}', "page": "1", "page_size": "1000"}
    assert dict(request.url.params) == query


def test_every_page_is_read_and_paid_for_as_a_read():
    pages = [{"list": [{"n": n}], "page_info": {"total_page": 3}} for n in (1, 2, 3)]
    wire = Wire({"ad/get/": [ok(page) for page in pages]})
    assert [row["n"] for row in wire.api().pages("ad/get/")] == [1, 2, 3]
    assert wire.meter.spent == [False, False, False]


def test_a_change_is_paid_for_as_a_write_and_a_question_by_post_as_a_read():
    wire = Wire({"campaign/create/": {"campaign_id": "1"}, "ad/audience_size/estimate/": {}})
    wire.api().post("campaign/create/", {})
    wire.api().ask("ad/audience_size/estimate/", {})
    assert wire.meter.spent == [True, False]


def test_a_meter_that_says_no_lets_nothing_out():
    class Empty(Spending):
        def spend(self, *, cost=1, writes=False):
            raise errors.RateLimited("later", retry_after_s=9)

    wire = Wire({"campaign/get/": rows()}, meter=Empty())
    with pytest.raises(errors.RateLimited):
        wire.api().get("campaign/get/")
    assert wire.asked == []


def test_a_cut_answer_is_told():
    wire = Wire({"report/integrated/get/": ok(rows(), {"X-Tt-Ads-Throttle": "1"}), "campaign/get/": rows()})
    assert wire.api().read("report/integrated/get/").is_cut
    assert not wire.api().read("campaign/get/").is_cut


def test_time_outs_are_bounded_and_no_proxy_stands_before_an_address_of_our_own(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.test:3128")
    own = TikTokApi(APP, TOKEN, Spending())._http
    assert own.timeout == httpx2.Timeout(TIMEOUT_S[1], connect=TIMEOUT_S[0])
    assert own.trust_env is False
    theirs = TikTokApi(t.App("1", "s"), TOKEN, Spending())._http
    assert str(theirs.base_url) == "https://business-api.tiktok.com/open_api/v1.3/"
    assert theirs.trust_env is True

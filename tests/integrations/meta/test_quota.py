"""What every call costs, and what Meta says of its quotas."""

import json

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.meta.usage import read_usage


def test_a_read_costs_one_and_a_write_three_before_it_is_made(shop):
    shop.meter.spent.clear()
    shop.adapter.minimum_daily_budget_minor()
    with pytest.raises(errors.ObjectNotFound):
        shop.adapter.update(t.ObjectRef(t.ObjectKind.AD, "1"), t.ChangeField.STATUS, t.RunStatus.PAUSED)
    assert shop.meter.spent == [(1, False), (3, True)]


def test_a_quota_that_is_used_up_sends_nothing(shop, monkeypatch):
    def refuse(**_):
        raise errors.RateLimited("Full", retry_after_s=60)

    monkeypatch.setattr(shop.meter, "spend", refuse)
    before = len(shop.sandbox.calls())
    with pytest.raises(errors.RateLimited):
        shop.adapter.read_account()
    assert len(shop.sandbox.calls()) == before


def test_every_answer_s_headers_are_told_and_a_refusal_s_too(shop):
    shop.meter.told.clear()
    shop.adapter.read_account()
    assert {usage.scope for usage in shop.meter.told} >= {t.QuotaScope.ACCOUNT}
    shop.meter.told.clear()
    shop.sandbox.fault("429", path="/campaigns$", minutes=7)
    with pytest.raises(errors.RateLimited) as refused:
        list(shop.adapter.observe())
    assert refused.value.retry_after_s == 420
    assert t.Usage(t.QuotaScope.ACCOUNT, 100.0, 420, "standard_access") in shop.meter.told


def test_the_three_headers_are_read_as_meta_writes_them():
    headers = {
        "X-App-Usage": json.dumps({"call_count": 28, "total_time": 25, "total_cputime": 31}),
        "X-Business-Use-Case-Usage": json.dumps(
            {
                "66782684": [
                    {
                        "type": "ads_management",
                        "call_count": 95,
                        "total_cputime": 20,
                        "total_time": 20,
                        "estimated_time_to_regain_access": 19,
                        "ads_api_access_tier": "development_access",
                    }
                ]
            }
        ),
        "x-fb-ads-insights-throttle": json.dumps(
            {"app_id_util_pct": 4.5, "acc_id_util_pct": 10, "ads_api_access_tier": "standard_access"}
        ),
    }
    assert list(read_usage(headers)) == [
        t.Usage(t.QuotaScope.APP, 31.0, 0, "standard_access"),
        t.Usage(t.QuotaScope.ACCOUNT, 95.0, 1140, "development_access"),
    ]


def test_a_kind_of_call_that_has_much_left_hides_none_that_has_nothing_left():
    full, empty = (
        {
            "type": kind,
            "call_count": share,
            "total_cputime": 1,
            "total_time": 1,
            "estimated_time_to_regain_access": wait,
        }
        for kind, share, wait in (("ads_insights", 100, 20), ("ads_management", 1, 0))
    )
    for entries in ([full, empty], [empty, full]):
        header = json.dumps({"66782684": entries})
        assert list(read_usage({"x-business-use-case-usage": header})) == [t.Usage(t.QuotaScope.ACCOUNT, 100.0, 1200)]


@pytest.mark.parametrize("text", ["", "not json", "[1]", '{"1": 2}', '{"1": [2]}', '{"1": [{"call_count": "x"}]}'])
def test_a_broken_header_tells_nothing_harmful(text):
    told = list(read_usage({"x-business-use-case-usage": text, "x-app-usage": text}))
    assert all(usage.used_percent == 0 for usage in told)

"""Faults on the wire, as Google's SDK sees them; and that nothing, or exactly one thing, was done."""

import time

import pytest
from google.ads.googleads.errors import GoogleAdsException
from google.api_core import exceptions

from tests.sandbox.google import making
from tests.sandbox.google.conftest import open_account, refused

MUTATE = "/google.ads.googleads.v26.services.GoogleAdsService/Mutate$"


def _launch(account, timeout=20):
    request = account.client.get_type("MutateGoogleAdsRequest")
    request.customer_id = account.id
    request.mutate_operations.extend(one for one, _ in making.search_campaign(account))
    return account.service.mutate(request=request, timeout=timeout)


def test_a_rate_limit_says_how_long_to_wait(sandbox, account):
    sandbox.fault("429", method="GRPC", path=MUTATE, minutes=2)
    with pytest.raises(exceptions.ResourceExhausted) as caught:
        _launch(account)
    failure = account.client.get_type("GoogleAdsFailure")
    key = "google.ads.googleads.v26.errors.googleadsfailure-bin"
    failure = type(failure).deserialize(dict(caught.value.errors[0].trailing_metadata())[key])
    assert failure.errors[0].error_code.quota_error.name == "RESOURCE_EXHAUSTED"
    assert failure.errors[0].details.quota_error_details.retry_delay.total_seconds() == 120
    assert sandbox.count("google.campaign") == 0


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("500", exceptions.InternalServerError), ("html502", exceptions.ServiceUnavailable),
     ("reset", exceptions.ServiceUnavailable)],
)  # fmt: skip
def test_a_fault_before_the_work_does_nothing(sandbox, account, kind, expected):
    sandbox.fault(kind, method="GRPC", path=MUTATE)
    with pytest.raises(expected):
        _launch(account)
    assert sandbox.count("google.campaign") == 0
    assert len(making.names(_launch(account))) == 6


def test_a_proxys_page_is_seen_as_such(sandbox, account):
    sandbox.fault("html502", method="GRPC", path=MUTATE)
    with pytest.raises(exceptions.ServiceUnavailable, match="502"):
        _launch(account)


def test_a_timeout_before_the_work_does_nothing(sandbox, account):
    sandbox.fault("timeout_before", method="GRPC", path=MUTATE, seconds=30)
    with pytest.raises(exceptions.DeadlineExceeded):
        _launch(account, timeout=0.7)
    assert sandbox.count("google.campaign") == 0


@pytest.mark.parametrize("kind", ["timeout_after", "drop_after_commit"])
def test_an_answer_that_gets_lost_leaves_everything_made_once(sandbox, account, kind):
    sandbox.fault(kind, method="GRPC", path=MUTATE, seconds=30)
    with pytest.raises((exceptions.DeadlineExceeded, exceptions.ServiceUnavailable)):
        _launch(account, timeout=1.5)
    assert [sandbox.count(f"google.{kind}") for kind in ("campaign", "ad_group", "ad_group_ad")] == [1, 1, 1]
    found = account.search("SELECT campaign.id FROM campaign WHERE campaign.name = 'Bread'")
    assert len(found) == 1
    assert refused(lambda: _launch(account))[0] == ("campaign_error.DUPLICATE_CAMPAIGN_NAME", "create.name")


def test_a_delay_is_a_delay(sandbox, account):
    sandbox.fault("delay", method="GRPC", path=MUTATE, seconds=0.5)
    begun = time.monotonic()
    assert len(making.names(_launch(account))) == 6
    assert time.monotonic() - begun >= 0.5


def test_any_error_can_be_ordered(sandbox, account):
    sandbox.fault("error", method="GRPC", path=MUTATE, code="AuthorizationError.ACTION_NOT_PERMITTED", message="No.")
    assert refused(lambda: _launch(account)) == [("authorization_error.ACTION_NOT_PERMITTED", "")]


def test_every_call_is_in_the_log_with_what_it_made(sandbox, account):
    before = sandbox.calls(platform="google")[-1]["number"]
    _launch(account)
    rows = sandbox.calls(platform="google", since=before)
    kinds = [row["kind"] for row in rows]
    assert kinds == [
        "google.campaign_budget", "google.campaign", "google.campaign_criterion", "google.ad_group",
        "google.ad_group_criterion", "google.ad_group_ad",
    ]  # fmt: skip
    assert rows[1]["name"] == "Bread"
    assert rows[1]["account"] == account.id
    assert rows[1]["method"] == "GRPC"


def test_a_failed_call_is_in_the_log_with_its_status_and_made_nothing(sandbox, account):
    _launch(account)
    with pytest.raises(GoogleAdsException):
        _launch(account)
    row = sandbox.calls(platform="google")[-1]
    assert (row["status"], row["kind"]) == (400, "")


def test_a_method_that_is_not_there_is_unimplemented(account):
    service = account.client.get_service("LabelService")
    with pytest.raises(exceptions.MethodNotImplemented):
        service.mutate_labels(customer_id=account.id, operations=[], timeout=10)


def test_a_broken_connection_is_made_anew_by_the_same_client(sandbox, account):
    sandbox.fault("reset", method="GRPC", path="Search$")
    with pytest.raises(exceptions.ServiceUnavailable):
        account.search("SELECT customer.id FROM customer")
    assert len(account.search("SELECT customer.id FROM customer")) == 1
    assert open_account(sandbox).search("SELECT customer.id FROM customer")


def test_many_clients_at_once_get_their_own_answers(sandbox):
    from concurrent.futures import ThreadPoolExecutor

    def work(number):
        account = open_account(sandbox)
        making.launch(account, f"Bread {number}")
        rows = account.search(f"SELECT campaign.name FROM campaign WHERE campaign.name = 'Bread {number}'")
        return [row.campaign.name for row in rows]

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(work, range(12))) == [[f"Bread {number}"] for number in range(12)]
    assert sandbox.count("google.campaign") == 12


def test_one_channel_carries_many_calls_at_once(sandbox, account):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda n: making.launch(account, f"Bread {n}")[1], range(16)))
    assert len(set(names)) == 16 == sandbox.count("google.campaign")

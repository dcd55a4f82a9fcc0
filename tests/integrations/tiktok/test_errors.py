"""TikTok's errors in our kinds: HTTP 200 and a code, as TikTok answers."""

from datetime import UTC, datetime

import httpx2
import pytest

from integrations import errors
from integrations.platforms.tiktok import errors as told
from tests.integrations.tiktok.wire import TOKEN, Wire, refusal

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CODES = {
    errors.RateLimited: [40100, 40016, 40132, 40133, 61000],
    errors.AuthExpired: [40102, 40103, 40104, 40105, 40107, 40110, 40114, 40115],
    errors.PermissionDenied: [
        40001, 40003, 40101, 40106, 40113, 40117, 40118, 40119, 40124, 40125, 40130, 40131, 40301, 41000,
    ],
    errors.InvalidRequest: [
        40000, 40002, 40006, 40011, 40053, 40061, 40062, 40502, 40700, 40900, 40200, 41001, 41002, 49999,
    ],
    errors.ObjectNotFound: [40007, 40300],
    errors.DuplicateObject: [40050, 40052, 40911],
    errors.NotReadyYet: [40901],
    errors.Temporary: [40201, 40202, 40902, 40903, 40913, 50000, 50002, 51000, 51052, 52999, 53999, 60001],
}  # fmt: skip
CASES = [(code, kind) for kind, codes in CODES.items() for code in codes]


@pytest.mark.parametrize(("code", "kind"), CASES)
@pytest.mark.parametrize("writes", [False, True])
def test_every_code_has_its_kind_for_reads_and_writes_alike(code, kind, writes):
    wire = Wire({"campaign/get/": refusal(code, "budget: must be greater than 50")})
    with pytest.raises(errors.PlatformError) as caught:
        wire.api().post("campaign/get/", {}) if writes else wire.api().get("campaign/get/")
    assert type(caught.value) is kind
    assert caught.value.platform_words == "budget: must be greater than 50"
    assert caught.value.request_ref == "r9"


@pytest.mark.parametrize(
    ("words", "wait_s"),
    [
        ("App reaches the QPS limit. Please try again later.", 1),
        ("Too many requests per second", 1),
        ("One change of the same ad in 5 seconds: the QPS limit is reached", 5),
        ("App reaches the QPM limit", 300),
        ("Requests made in this minute exceed the quota", 300),
        ("The daily quota is used up", 12 * 3600),
        ("App reaches the QPD limit", 12 * 3600),
        ("Too many requests. Please retry in some time.", 300),
    ],
)
def test_a_throttle_lasts_as_long_as_its_message_tells(words, wait_s):
    error = told.from_answer({"code": 40100, "message": words}, NOON)
    assert isinstance(error, errors.RateLimited)
    assert error.retry_after_s == wait_s


def test_a_refused_value_is_told_beside_our_field():
    body = {"code": 40002, "message": "schedule_end_time must be later than schedule_start_time"}
    assert told.from_answer(body, NOON).fields == {"end_at": body["message"]}


@pytest.mark.parametrize(
    ("lost", "read", "write"),
    [
        (httpx2.ConnectError("refused"), errors.Temporary, errors.Temporary),
        (httpx2.ConnectTimeout("slow"), errors.Temporary, errors.Temporary),
        (httpx2.ReadTimeout("slow"), errors.Temporary, errors.OutcomeUnknown),
        (httpx2.WriteError("reset"), errors.Temporary, errors.OutcomeUnknown),
        (httpx2.RemoteProtocolError("reset"), errors.Temporary, errors.OutcomeUnknown),
        (httpx2.Response(502, text="<html>bad gateway</html>"), errors.Temporary, errors.OutcomeUnknown),
        (httpx2.Response(500, text=""), errors.Temporary, errors.OutcomeUnknown),
        (httpx2.Response(200, text='{"code": 0, "da'), errors.Temporary, errors.OutcomeUnknown),
        (httpx2.Response(200, json=["not", "an", "envelope"]), errors.Temporary, errors.OutcomeUnknown),
        (httpx2.Response(200, json={"message": "no code"}), errors.Temporary, errors.OutcomeUnknown),
        (httpx2.Response(429, text="slow down"), errors.RateLimited, errors.RateLimited),
    ],
)
def test_a_lost_answer_leaves_a_write_open_and_a_read_undone(lost, read, write):
    wire = Wire({"campaign/create/": lost})
    with pytest.raises(errors.PlatformError) as caught:
        wire.api().get("campaign/create/")
    assert type(caught.value) is read
    with pytest.raises(errors.PlatformError) as caught:
        wire.api().post("campaign/create/", {"advertiser_id": "1"})
    assert type(caught.value) is write


def test_what_was_done_in_part_is_an_error_unless_the_caller_reads_the_parts():
    wire = Wire({"campaign/status/update/": refusal(20001, "Partial success", {"campaign_ids": ["1"]})})
    assert wire.api().post("campaign/status/update/", {}, takes_part=True) == {"campaign_ids": ["1"]}
    with pytest.raises(errors.InvalidRequest):
        wire.api().post("campaign/status/update/", {})


@pytest.mark.parametrize(
    "words",
    [
        f"Access token is incorrect: {TOKEN}",
        f"bad request ?access_token={TOKEN}&app_id=1",
        '{"secret": "sandbox-secret-1", "auth_code": "abc"}',
    ],
)
def test_no_secret_is_in_an_error(words):
    error = told.from_answer({"code": 40105, "message": words}, NOON)
    said = f"{error!r} {error} {error.message} {error.platform_words}"
    assert all(secret not in said for secret in (TOKEN, "sandbox-secret-1", "abc"))


def test_the_address_with_the_apps_secret_is_not_logged(caplog):
    caplog.set_level("DEBUG")
    Wire({"oauth2/advertiser/get/": {"list": []}}).api().get(
        "oauth2/advertiser/get/", app_id="1", secret="sandbox-secret"
    )
    assert "sandbox-secret" not in caplog.text
    assert TOKEN not in caplog.text

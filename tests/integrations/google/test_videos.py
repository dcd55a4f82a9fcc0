"""A video on its way to YouTube: whatever happens, once, it is there once in the end."""

import json

import httpx2
import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.google import refusals
from tests.integrations.contract.media import make_video
from tests.integrations.google.plans import C, P, make_plan, with_ad

FILM = make_video("oven", (1920, 1080), 20)
BEGIN, PIECE = "youTubeVideoUploads:create", "/upload/session"
FAULTS = ["429", "500", "html502", "reset", "timeout_before", "timeout_after", "drop_after_commit"]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr("integrations.platforms.google.uploads.TIMEOUT_S", 0.7)


@pytest.mark.parametrize("path", [BEGIN, PIECE])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_video_is_there_once_whatever_happens_to_a_call(shop, fault, path):
    plan = with_ad(make_plan(P.SALES, C.DEMAND_GEN), videos=(FILM,))
    step = shop.adapter.plan_steps(plan)[0]
    shop.sandbox.fault(fault, method="POST", path=path)
    made, failures = None, []
    while made is None:
        try:
            found = shop.adapter.find_step(plan, step, {}) if failures else None
            made = found or shop.adapter.perform_step(plan, step, {})
        except (errors.Temporary, errors.RateLimited, errors.OutcomeUnknown) as error:
            failures.append(error)
    assert len(failures) <= 1
    assert made.external_id.startswith(f"customers/{shop.link.external_id}/youTubeVideoUploads/")
    assert shop.count("you_tube_video_upload") == {"you_tube_video_upload": 1}


def test_a_long_video_goes_in_pieces(shop, monkeypatch):
    monkeypatch.setattr("integrations.platforms.google.uploads._PIECE", 300_000)
    sent = shop.adapter.upload_video(FILM)
    assert sent.state == t.MediaState.PROCESSING
    pieces = [row for row in shop.sandbox.calls() if PIECE in row["path"]]
    assert len(pieces) == -(-FILM.byte_size // 262_144)


def test_a_video_that_youtube_refuses_says_why_beside_its_field(shop):
    plan = with_ad(make_plan(P.SALES, C.DEMAND_GEN), videos=(FILM,))
    send, ready, _ = shop.adapter.plan_steps(plan)
    done = {send.key: shop.adapter.perform_step(plan, send, {})}
    with pytest.raises(errors.NotReadyYet) as wait:
        shop.adapter.perform_step(plan, ready, done)
    assert wait.value.retry_after_s == 60
    number = done[send.key].external_id.rpartition("/")[2]
    shop.sandbox.control("POST", f"objects/{number}", _state="FAILED")
    with pytest.raises(errors.InvalidRequest) as refused:
        shop.adapter.perform_step(plan, ready, done)
    assert "videos" in refused.value.fields


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (429, {"quotaError": "RESOURCE_EXHAUSTED"}, errors.RateLimited),
        (401, {"authenticationError": "OAUTH_TOKEN_EXPIRED"}, errors.AuthExpired),
        (403, {"authorizationError": "USER_PERMISSION_DENIED"}, errors.PermissionDenied),
        (400, {"fieldError": "REQUIRED"}, errors.InvalidRequest),
        (400, {"mutateError": "RESOURCE_NOT_FOUND"}, errors.ObjectNotFound),
        (500, {"internalError": "TRANSIENT_ERROR"}, errors.Temporary),
        (401, None, errors.AuthExpired),
        (403, None, errors.PermissionDenied),
        (429, None, errors.RateLimited),
        (404, None, errors.ObjectNotFound),
        (503, None, errors.Temporary),
    ],
)
def test_errors_that_come_by_http_mean_the_same(status, body, kind):
    kinds = {"@type": "type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure"}
    details = [kinds | {"errors": [{"errorCode": body, "message": "No."}]}] if body else []
    told = {"error": {"code": status, "message": "No. Bearer ya29.secret", "details": details}}
    found = refusals.read(httpx2.Response(status, content=json.dumps(told)))
    assert type(found) is kind
    assert "ya29" not in f"{found.message} {found.platform_words}"


@pytest.mark.parametrize("content", ["<html>502</html>", "", "[]", '{"error": "down"}'])
def test_an_answer_that_is_not_google_s_may_be_tried_again(content):
    assert type(refusals.read(httpx2.Response(502, content=content))) is errors.Temporary


@pytest.mark.parametrize(("told", "seconds"), [("7", 7), ("Wed, 21 Oct 2026 07:28:00 GMT", 60), (None, 60), ("²", 60)])
def test_a_wait_that_is_told_as_a_date_or_not_at_all_is_a_minute(told, seconds):
    headers = {"retry-after": told.encode("utf-8")} if told else {}
    assert refusals.read(httpx2.Response(429, content="{}", headers=headers)).retry_after_s == seconds

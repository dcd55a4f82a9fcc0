"""No secret reaches the log, whatever way it takes there; what is not secret stays readable."""

import io
import json
import logging
import logging.config

import pytest
import structlog
from django.conf import settings

from config.logging import HIDDEN, hide_secrets, logging_config

SECRET = "EAAGsecret0123456789"


@pytest.fixture
def written():
    """Return a function that starts the log, as production or development has it, and returns where it is written."""
    yield _start_log
    structlog.contextvars.clear_contextvars()
    logging.config.dictConfig(settings.LOGGING)


def _start_log(*, readable: bool) -> io.StringIO:
    config = logging_config(readable=readable)
    config["handlers"]["stderr"]["stream"] = stream = io.StringIO()
    logging.config.dictConfig(config)
    return stream


@pytest.fixture
def log_lines(written):
    """Log as in production, and return a function that reads the JSON lines."""
    stream = written(readable=False)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://graph.example/v26.0/act_1/ads?access_token={SECRET}&fields=id",
        f"ConnectionError: /v26.0/me?fields=id&appsecret_proof={SECRET} (Caused by timeout)",
        f"/oauth/meta/callback?code={SECRET}&state=abc",
        f"POST form client_secret={SECRET}&grant_type=x",
        f"Authorization: Bearer {SECRET}",
        f"headers={{'Authorization': 'Bearer {SECRET}', 'Accept': '*/*'}}",
        f"headers={{'Access-Token': '{SECRET}'}}",
        f'{{"access_token": "{SECRET}", "token_type": "bearer"}}',
        f'{{"refresh_token":"{SECRET}"}}',
        f"Cookie: sessionid={SECRET}; csrftoken={SECRET}",
        f"Set-Cookie: sessionid={SECRET}; Path=/",
        f"password={SECRET}",
        f"connection to postgresql://adwright:{SECRET}@127.0.0.1:5432/adwright failed",
        f"fb_exchange_token={SECRET}",
        f"Not Found: /r/{SECRET}/report.pdf",
        f"GET /invitations/{SECRET}/ HTTP/1.1",
    ],
)
def test_a_secret_in_running_text_is_hidden(text):
    cleaned = hide_secrets(text)
    assert SECRET not in cleaned
    assert HIDDEN in cleaned


@pytest.mark.parametrize(
    "name",
    "access_token refresh_token appsecret_proof Authorization code password new_password cookies HTTP_COOKIE"
    " csrfmiddlewaretoken sessionid api_key client_secret SECRET_KEY FERNET_KEYS developer_token token".split(),
)
def test_a_value_under_a_secret_name_is_hidden_however_deep(name):
    cleaned = hide_secrets({"request": [{"data": {name: SECRET, "id": "17"}}]})
    assert cleaned == {"request": [{"data": {name: HIDDEN, "id": "17"}}]}


@pytest.mark.parametrize(
    "value",
    [
        "Campaign 'Sourdough code of honour' was paused",
        {"error_code": 190, "status_code": 400, "country_code": "IE", "tokens_used": 512},
        "https://example.com/bread?utm_source=meta&campaign=17",
        "GET /reports/0199aaaa-0000-7000-8000-000000000001/report.pdf",
        "the passcode=less entrance of postcode=D02",
        {"key": "campaigns.apply_change_set:0198", "session_count": 3},
    ],
)
def test_what_is_no_secret_stays_as_it_is(value):
    assert hide_secrets(value) == value


def test_a_structlog_event_is_one_json_line_with_its_context_and_without_secrets(log_lines):
    structlog.contextvars.bind_contextvars(organization="0198")
    structlog.get_logger("campaigns").warning(
        "call_failed", url=f"https://x/?access_token={SECRET}", access_token=SECRET
    )
    (line,) = log_lines()
    assert (line["event"], line["level"], line["organization"]) == ("call_failed", "warning", "0198")
    assert line["timestamp"].endswith("Z")
    assert SECRET not in json.dumps(line)


def test_a_library_that_logs_by_the_standard_way_is_cleaned_too(log_lines):
    logging.getLogger("facebook_business").error(
        "request %s failed", f"/me?access_token={SECRET}", extra={"cookies": SECRET}
    )
    (line,) = log_lines()
    assert line["event"] == f"request /me?access_token={HIDDEN} failed"
    assert SECRET not in json.dumps(line)


def test_a_traceback_is_kept_but_cleaned(log_lines):
    try:
        raise ConnectionError(f"https://graph.example/me?access_token={SECRET}")
    except ConnectionError:
        structlog.get_logger("integrations").exception("sync_failed")
    (line,) = log_lines()
    assert "ConnectionError" in line["exception"]
    assert SECRET not in json.dumps(line)


def test_development_reads_plain_lines(written):
    stream = written(readable=True)
    structlog.get_logger("tenants").info("organization_made", slug="marlow", password=SECRET)
    said = stream.getvalue()
    assert "organization_made" in said
    assert "marlow" in said
    assert SECRET not in said

"""From connecting to a call that fails: no token, proof, code, key or password is written or shown anywhere."""

import hashlib
import hmac
import io
import json
import logging

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

import integrations.selectors
from campaigns import selectors, services
from config.logging import logging_config
from integrations import vault
from integrations.models import AdAccount, Connection
from tenants.models import AuditEvent, Job
from tests.campaigns import build
from tests.factories import PASSWORD, START, make_api_client
from tests.integrations.test_connect import connect

APPLY = ["campaigns.apply_change_set"]


@pytest.fixture
def logged():
    """Everything from DEBUG up that any library says, through the product's own formatter."""
    made = logging_config(readable=False, level="DEBUG")["formatters"]["structured"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(made.pop("()")(**made))
    names = ["", "urllib3", "urllib3.connectionpool", "requests", "httpx", "django-q", "django.request"]
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield written
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def everything_in_the_database() -> str:
    """Return every row of both schemas but the sealed and hashed columns, which are looked at by themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'o_acme')"
        )
        rows = []
        for schema, table in cursor.fetchall():
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{schema}"."{table}" t')
            rows += [f"{schema}.{table} {text}" for (text,) in cursor.fetchall()]
    return "\n".join(rows)


def test_a_launch_that_fails_on_the_way_writes_and_shows_no_secret(
    logged, page_client, public_client, sandbox, organization, clock, settings, run_jobs, actor
):
    browser = page_client()
    picker = connect(browser, public_client, sandbox).request["PATH_INFO"]
    browser.post(picker, {"external_ids": [Connection.objects.get().offered[0]["external_id"]]})
    run_jobs()
    account = integrations.selectors.list_ad_accounts().get()
    program = make_api_client(organization)
    draft = build.make_draft(account, actor)
    for fault, path in (("reset", "/adsets$"), ("html502", "/ads$"), ("timeout_after", "/adcreatives$")):
        sandbox.fault(fault, method="POST", path=path)
    assert (
        program.post(f"/api/v1/campaigns/{draft.uuid}/launch", {}, content_type="application/json").status_code == 202
    )
    build.run_patiently(run_jobs)
    part = selectors.get_campaign(draft.uuid).platform_campaigns.all()[0]
    words = f"Bad access_token={vault.unseal(account.connection.secret)['access']} was sent."
    sandbox.fault("error", method="POST", path=part.external_id, code=100, message=words)
    services.pause_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    sandbox.control("POST", "tokens", person="marlow", how="revoke")
    services.pause_campaign(campaign=selectors.get_campaign(draft.uuid), actor=actor, now=START)
    run_jobs(names=APPLY)
    paths = [
        "/", "/history/", "/history.csv", f"/campaigns/{draft.uuid}/", "/connections/", "/settings/audit/", "/settings/api-keys/",
        "/api/v1/changes", "/api/v1/connections", "/api/v1/ad-accounts", "/api/v1/api-keys", "/api/v1/audit-events",
    ]  # fmt: skip
    pages = {path: browser.get(path) for path in paths}
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    shown = "".join(b"".join(page).decode() for page in pages.values())

    token = vault.unseal(Connection.objects.get().secret)["access"]
    key = program.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    proof = hmac.new(settings.META_APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
    secrets = {token, settings.META_APP_SECRET, key, PASSWORD, settings.SECRET_KEY, *settings.FERNET_KEYS, proof}
    places = {
        "log": logged.getvalue(),
        "pages": shown,
        "database": everything_in_the_database(),
        "repr": repr(
            [*Connection.objects.all(), *AdAccount.objects.all(), *Job.objects.all(), *AuditEvent.objects.all()]
        ),
        "sandbox": json.dumps(sandbox.control("GET", "calls")),
    }
    assert "/adsets" in places["log"]
    assert "appsecret_proof=[hidden]" in places["log"]
    assert "apply_change_set" in places["database"]
    assert {
        (place, secret) for place, text in places.items() for secret in secrets if secret and secret in text
    } == set()
    assert {place for place, text in places.items() if "code=AQ" in text} == set()
    for user in get_user_model().objects.all():
        assert user.password not in shown + places["log"]

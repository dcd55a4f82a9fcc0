"""Whatever happens on the way, no token, code or secret reaches a log, at any level."""

import io
import logging

import pytest

from config.logging import logging_config
from integrations import errors, selectors, services, vault
from integrations.models import Connection
from tests.integrations.test_connect import come_back, connect, consent, leave, open_at


@pytest.fixture
def logged():
    """Everything from DEBUG up, through the product's own formatter."""
    made = logging_config(readable=False, level="DEBUG")["formatters"]["structured"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(made.pop("()")(**made))
    loggers = [logging.getLogger(name) for name in ("", "urllib3", "urllib3.connectionpool")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield written
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def test_connecting_reading_failing_and_revoking_write_no_secret(
    logged, page_client, public_client, sandbox, clock, settings, run_jobs
):
    browser = page_client()
    picker = connect(browser, public_client, sandbox).request["PATH_INFO"]
    browser.post(picker, {"external_ids": [Connection.objects.get().offered[0]["external_id"]]})
    account = selectors.list_ad_accounts().get()
    token = vault.unseal(account.connection.secret)["access"]
    for fault in ("reset", "html502", "500"):
        sandbox.fault(fault, method="GET", path="/campaigns$")
        with pytest.raises(errors.Temporary) as caught:
            list(services.observe_account(account=account))
        logging.getLogger("anybody").error("it failed", exc_info=caught.value)
    address = come_back(public_client, consent(sandbox, leave(browser)))
    sandbox.fault("500", path="/oauth/access_token$")
    open_at(browser, address)
    browser.post(f"/connections/accounts/{account.uuid}/disconnect/")
    run_jobs()
    text = logged.getvalue()
    assert "access_token" in text
    assert "it failed" in text
    assert token not in text
    assert settings.META_APP_SECRET not in text
    assert "code=AQ" not in text


@pytest.mark.parametrize("platform", ["google", "tiktok"])
def test_the_other_platforms_write_no_secret_either(logged, platform, api_client, sandbox, clock, settings, run_jobs):
    from tests.integrations.connecting import connect_by_api

    program = api_client()
    (account,) = connect_by_api(program, sandbox, "marlow", platform=platform)
    held = vault.unseal(Connection.objects.get().secret)
    found = selectors.get_ad_account(account["id"])
    services.refresh_health(account=found, now=clock.now)
    sandbox.fault("500", times=2)
    with pytest.raises(errors.PlatformError) as caught:
        services.refresh_health(account=found, now=clock.now)
    logging.getLogger("anybody").error("it failed", exc_info=caught.value)
    sandbox.control("DELETE", "faults")
    sandbox.control("POST", "tokens", person="marlow", how="revoke", platform="all")
    with pytest.raises(errors.AuthExpired) as ended:
        services.refresh_health(account=found, now=clock.now)
    logging.getLogger("anybody").error("it ended", exc_info=ended.value)
    program.delete(f"/api/v1/ad-accounts/{account['id']}")
    run_jobs(names=["integrations.revoke_token"])
    text = logged.getvalue()
    assert "it ended" in text
    for secret in (*filter(None, held.values()), settings.GOOGLE_CLIENT_SECRET, settings.TIKTOK_APP_SECRET):
        assert secret not in text

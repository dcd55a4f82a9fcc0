"""What a fault becomes: one of the few errors that a caller can act on, and nothing of a secret in it."""

import logging
from contextlib import contextmanager

import pytest

from integrations import errors
from integrations import types as t
from tests.faults.wire import on_the_wire

LOST = ("reset", "timeout_before", "timeout_after", "drop_after_commit", "html502")
AGAIN = (errors.Temporary, errors.RateLimited, errors.OutcomeUnknown)
ENDPOINTS = {
    t.Platform.GOOGLE: ("GOOGLE_ADS_ENDPOINT", "127.0.0.1:9"),
    t.Platform.META: ("META_GRAPH_URL", "http://127.0.0.1:9/meta"),
    t.Platform.TIKTOK: ("TIKTOK_API_URL", "http://127.0.0.1:9/tiktok"),
}


@pytest.fixture
def hurried(monkeypatch):
    """A context in which nobody waits longer than half a second for an answer."""
    with on_the_wire(monkeypatch, watch_database=False) as wire:

        @contextmanager
        def hurry():
            wire.always_hurry = True
            yield
            wire.always_hurry = False

        yield hurry


@pytest.mark.parametrize("fault", ["429", "500", *LOST])
def test_a_change_may_be_sent_again_after_any_failure(world, campaign, hurried, fault):
    list(world.adapter.observe())  # what is read once only, is read by now
    method = "" if world.platform == t.Platform.GOOGLE else "POST"  # Google is only ever posted to
    world.sandbox.fault(fault, method=method, path=WRITES[world.platform])
    with hurried(), pytest.raises(AGAIN) as failed:
        world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 8000)
    if fault in LOST:
        assert isinstance(failed.value, errors.OutcomeUnknown)
    if fault == "429":
        assert isinstance(failed.value, errors.RateLimited)
        assert failed.value.retry_after_s >= 1
    world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 8000)
    assert world.seen(campaign).daily_budget_minor == 8000


@pytest.mark.parametrize("fault", ["429", "500", "html502", "reset", "timeout_before", "timeout_after"])
def test_a_read_that_fails_may_be_tried_again(world, campaign, hurried, fault):
    world.sandbox.fault(fault)
    with hurried(), pytest.raises(errors.RateLimited if fault == "429" else errors.Temporary):
        list(world.adapter.observe())
    assert len(list(world.adapter.observe())) == 6


def test_a_platform_that_is_not_there_changed_nothing(world, campaign, settings):
    name, nowhere = ENDPOINTS[world.platform]
    setattr(settings, name, nowhere)
    with pytest.raises(errors.Temporary):
        world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 8000)
    with pytest.raises(errors.Temporary):
        list(world.adapter.observe())


@pytest.mark.parametrize("fault", ["reset", "html502", "timeout_before", "500", "429"])
def test_no_error_and_no_log_holds_a_secret(world, hurried, caplog, capfd, fault):
    caplog.set_level(logging.DEBUG)
    world.sandbox.fault(fault, times=2)
    caught = []
    for call in (lambda: list(world.adapter.observe()), lambda: world.auth.list_accounts(world.grant)):
        with hurried(), pytest.raises(errors.PlatformError) as failed:
            call()
        caught.append(failed.value)
    shown = f"{[describe(error) for error in caught]} {world.link!r} {world.grant!r} {caplog.text} {capfd.readouterr()}"
    for secret in (world.grant.access_token, world.grant.refresh_token, "sandbox-secret"):
        assert not secret or secret not in shown
    assert all(error.__suppress_context__ or error.__context__ is None for error in caught)


def describe(error: BaseException | None) -> str:
    """Return an error with everything that it was raised from."""
    if error is None:
        return ""
    words = getattr(error, "platform_words", "")
    return f"{error!r} {words} {describe(error.__cause__)}"


WRITES = {t.Platform.GOOGLE: "Mutate$", t.Platform.META: "/\\d+$", t.Platform.TIKTOK: "/campaign/update/"}

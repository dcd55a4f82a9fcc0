"""How long Google asks to wait, however it says so."""

import httpx2
import pytest

from integrations import errors
from integrations.platforms.google import refusals, tokens

WAITS = [("120", 120), ("Wed, 21 Oct 2026 07:28:00 GMT", 60), ("", 60), ("-5", 60), ("1.5", 60)]


@pytest.mark.parametrize(("told", "seconds"), WAITS)
def test_a_throttled_token_service_is_waited_for(told, seconds):
    with pytest.raises(errors.RateLimited) as refused:
        tokens._read_answer(httpx2.Response(429, headers={"retry-after": told}, json={"error": "slow_down"}))
    assert refused.value.retry_after_s == seconds


@pytest.mark.parametrize(("told", "seconds"), WAITS)
def test_a_throttled_upload_is_waited_for(told, seconds):
    error = refusals.read(httpx2.Response(429, headers={"retry-after": told}, json={"error": {"message": "slow down"}}))
    assert (type(error), error.retry_after_s) == (errors.RateLimited, seconds)

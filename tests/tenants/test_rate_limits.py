"""Limits per minute hold for all processes together."""

import pytest
from django.core.cache import cache

from tenants import ratelimit
from tenants.errors import TooMany
from tenants.models import RateCounter
from tenants.ratelimit import Bucket
from tests import factories

pytestmark = pytest.mark.rate_limits
MINUTE = 1_800_000_000.0


@pytest.fixture(autouse=True)
def minute(monkeypatch):
    """Let the machine's time stand still; return a function that moves it."""
    moment = [MINUTE]
    monkeypatch.setattr("tenants.ratelimit.time.time", lambda: moment[0])

    def move(seconds: float) -> None:
        moment[0] += seconds

    return move


def test_one_too_many_is_told_when_to_come_back(api_client, settings):
    settings.RATE_LIMITS = {"admin": 3}
    client = api_client()
    answers = [client.get("/api/v1/me") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "61"
    assert (answers[-1]["Content-Type"], answers[-1].json()["code"]) == (
        "application/problem+json",
        "too_many_requests",
    )


def test_the_next_minute_is_a_new_one(api_client, settings, minute):
    settings.RATE_LIMITS = {"admin": 1}
    client = api_client()
    assert [client.get("/api/v1/me").status_code for _ in range(2)] == [200, 429]
    minute(60)
    assert client.get("/api/v1/me").status_code == 200


def test_each_key_counts_for_itself_and_the_organization_for_all(organization, settings):
    settings.RATE_LIMITS = {"admin": 2}
    clients = [factories.make_api_client(organization) for _ in range(11)]
    assert [client.get("/api/v1/me").status_code for client in clients for _ in range(2)] == [200] * 20 + [429] * 2


def test_another_organization_is_not_held_back(organization, other_organization, settings):
    settings.RATE_LIMITS = {"admin": 1}
    for owner in (organization, other_organization):
        assert factories.make_api_client(owner).get("/api/v1/me").status_code == 200


def test_parts_of_the_api_count_apart(api_client, settings):
    settings.RATE_LIMITS = {"admin": 1, "campaigns": 5}
    client = api_client()
    client.get("/api/v1/me")
    assert client.get("/api/v1/campaigns").status_code == 200
    assert client.get("/api/v1/me").status_code == 429


def test_none_is_lost_when_many_count_at_once(transactional_db, in_parallel):
    ratelimit.check(Bucket.ADMIN, "x", limit=1000)
    in_parallel([lambda: [ratelimit.check(Bucket.ADMIN, "x", limit=1000) for _ in range(20)] for _ in range(6)])
    assert RateCounter.objects.get(key="admin:x").hits == 121


def test_with_redis_the_count_is_kept_there(db, settings):
    settings.REDIS_URL = "redis://"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "redis"}}
    cache.clear()
    ratelimit.check(Bucket.AI, "x", limit=1)
    with pytest.raises(TooMany):
        ratelimit.check(Bucket.AI, "x", limit=1)
    assert not RateCounter.objects.exists()


@pytest.mark.parametrize(
    ("behind_proxy", "address"), [(None, "127.0.0.1"), (("HTTP_X_FORWARDED_PROTO", "https"), "203.0.113.9")]
)
def test_a_forged_forwarding_header_counts_for_nothing(rf, settings, behind_proxy, address):
    settings.SECURE_PROXY_SSL_HEADER = behind_proxy
    request = rf.get("/", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9")
    assert ratelimit.client_address(request) == address


@pytest.mark.parametrize("path", ["/api/v1/metrics", "/api/v1/dashboard"])
def test_numbers_are_counted_as_analytics(api_client, settings, path):
    settings.RATE_LIMITS = {"analytics": 1, "admin": 100}
    client = api_client()
    assert [client.get(path).status_code for _ in range(2)] == [200, 429]

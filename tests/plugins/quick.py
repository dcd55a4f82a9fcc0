"""What makes every test cheaper and changes nothing in it.

Settings that are the same in all tests are set once. The garbage collector passes over what collecting the tests left, which stays to
the end anyway, and runs seldom.
"""

import gc

import pytest
from django.test import override_settings

OBJECTS_BETWEEN_COLLECTIONS = (20_000, 20, 20)
RATES = ("authentication", "campaigns", "analytics", "ai", "webhooks", "admin")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session):
    """Collect no garbage while tests are collected, and never look at them again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(*OBJECTS_BETWEEN_COLLECTIONS)


def pytest_unconfigure() -> None:
    """Let everything be collected at the end, or extension modules take it for lost and say so."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _real_limits(django_test_environment, tmp_path_factory):
    """Lift the rate limits, hash passwords quickly and keep files in a temporary folder; return our own limits as they are really."""
    from django.conf import settings

    real = settings.RATE_LIMITS
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # no collected, hashed files in tests
    with override_settings(
        PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{kind}PasswordHasher" for kind in ("MD5", "PBKDF2")],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        MEDIA_ROOT=tmp_path_factory.getbasetemp() / "media",
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        RATE_LIMITS=dict.fromkeys(RATES, 100_000),
        ACCOUNT_RATE_LIMITS=False,
    ):
        yield real


@pytest.fixture(autouse=True)
def _limits_where_asked_for(request, _real_limits):
    """Give a test with the mark `rate_limits` the real ones."""
    if request.node.get_closest_marker("rate_limits"):
        settings = request.getfixturevalue("settings")
        settings.RATE_LIMITS = _real_limits
        del settings.ACCOUNT_RATE_LIMITS  # allauth's own


def set_together(settings, values: dict[str, object]) -> None:
    """Set several settings until the test ends (`settings`: the fixture). Each set on its own makes Django forget all it has read."""
    together = override_settings(**values)
    together.enable()
    settings._to_restore.append(together)  # as the fixture does with a single one

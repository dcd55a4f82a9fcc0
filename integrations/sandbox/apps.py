"""The operator's app on each platform, as the sandbox knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import DEFAULT_APP_ID, DEFAULT_APP_SECRET


@dataclass(frozen=True, slots=True)
class AppKeys:
    id: str
    secret: str = field(repr=False)


DEFAULT_APPS: Mapping[str, AppKeys] = {
    "meta": AppKeys(DEFAULT_APP_ID, DEFAULT_APP_SECRET),
    "google": AppKeys("840000000002.apps.sandbox.example", "sandbox-client-secret"),
    "tiktok": AppKeys("7400000000000000003", "sandbox-app-secret"),
}
VARIABLES: Mapping[str, tuple[str, str]] = {
    "meta": ("META_APP_ID", "META_APP_SECRET"),
    "google": ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"),
    "tiktok": ("TIKTOK_APP_ID", "TIKTOK_APP_SECRET"),
}
"""The names under which the environment and the settings hold an app's id and secret, by platform."""

TIERS: Mapping[str, tuple[str, ...]] = {
    "meta": ("standard_access", "development_access"),
    "google": ("standard", "basic", "explorer", "test"),
    "tiktok": ("basic", "advanced", "premium", "ultimate"),
}
"""How far each platform trusts the app, which sets its quotas; the first is the sandbox's own choice."""


def read_apps(variables: Mapping[str, str]) -> dict[str, AppKeys]:
    """Read the apps from the environment (or from settings put into a dict); what is missing is the sandbox's own."""
    return {
        name: AppKeys(
            variables.get(names[0]) or DEFAULT_APPS[name].id, variables.get(names[1]) or DEFAULT_APPS[name].secret
        )
        for name, names in VARIABLES.items()
    }

"""Which adapter speaks for which platform. The only importer of `integrations.platforms`; SDKs load on first use."""

from collections.abc import Mapping
from types import ModuleType

from django.conf import settings

from integrations import types
from integrations.ports import AdPlatform, Meter, PlatformAuth
from tenants.errors import Conflict

CONNECTABLE = tuple(types.Platform)
_SETTINGS = {
    types.Platform.GOOGLE: {
        "app_id": "GOOGLE_CLIENT_ID",
        "app_secret": "GOOGLE_CLIENT_SECRET",
        "api_url": "GOOGLE_ADS_ENDPOINT",
        "consent_url": "GOOGLE_CONSENT_URL",
        "token_url": "GOOGLE_TOKEN_URL",
    },
    types.Platform.META: {
        "app_id": "META_APP_ID",
        "app_secret": "META_APP_SECRET",
        "api_url": "META_GRAPH_URL",
        "consent_url": "META_DIALOG_URL",
    },
    types.Platform.TIKTOK: {
        "app_id": "TIKTOK_APP_ID",
        "app_secret": "TIKTOK_APP_SECRET",
        "api_url": "TIKTOK_API_URL",
        "consent_url": "TIKTOK_PORTAL_URL",
    },
}
_NO_APP = {
    types.Platform.GOOGLE: "This Adwright has no Google app yet. Whoever runs it sets GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.",
    types.Platform.META: "This Adwright has no Meta app yet. Whoever runs it sets META_APP_ID and META_APP_SECRET.",
    types.Platform.TIKTOK: "This Adwright has no TikTok app yet. Whoever runs it sets TIKTOK_APP_ID and TIKTOK_APP_SECRET.",
}


def adapter_for(platform: types.Platform, link: types.AccountLink, meter: Meter) -> AdPlatform:
    """Return an adapter for one ad account. Not to be shared between threads."""
    return _package(platform).open_account(app_for(platform), link, meter)


def auth_for(platform: types.Platform, meter: Meter) -> PlatformAuth:
    """Return the operator's app on a platform; raises Conflict where the operator has not set one up."""
    package, app = _package(platform), app_for(platform)
    if not (app.app_id and app.app_secret):
        raise Conflict(_NO_APP[platform])
    return package.open_app(app, meter)


def steps_for(platform: types.Platform, plan: types.CampaignPlan) -> list[types.Step]:
    """Return the steps that make a plan; needs no account."""
    return _package(platform).plan_steps(plan)


def additions_for(
    platform: types.Platform, plan: types.CampaignPlan, there: Mapping[str, types.StepResult]
) -> list[types.Step]:
    """Return the steps that add to a campaign which exists what of a plan is not there; needs no account."""
    return _package(platform).plan_additions(plan, there)


def app_for(platform: types.Platform) -> types.App:
    """Return the operator's app as configured; empty addresses are the platform's own."""
    return types.App(**{part: getattr(settings, name) for part, name in _SETTINGS[platform].items()})


def _package(platform: types.Platform) -> ModuleType:
    if platform == types.Platform.GOOGLE:
        from integrations.platforms import google

        return google
    if platform == types.Platform.TIKTOK:
        from integrations.platforms import tiktok

        return tiktok
    from integrations.platforms import meta

    return meta

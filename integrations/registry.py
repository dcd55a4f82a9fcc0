"""Which adapter speaks for which platform. The only importer of `integrations.platforms`; SDKs load on first use."""

from types import ModuleType

from django.conf import settings

from integrations import types
from integrations.ports import AdPlatform, PlatformAuth
from tenants.errors import Conflict, Invalid

CONNECTABLE = (types.Platform.META,)


def adapter_for(platform: types.Platform, link: types.AccountLink) -> AdPlatform:
    """Return an adapter for one ad account. Not to be shared between threads."""
    return _package(platform).open_account(_meta(), link)


def auth_for(platform: types.Platform) -> PlatformAuth:
    """Return the operator's app on a platform; raises Conflict where the operator has not set one up."""
    package, app = _package(platform), _meta()
    if not (app.app_id and app.app_secret):
        raise Conflict("This Adwright has no Meta app yet. Whoever runs it sets META_APP_ID and META_APP_SECRET.")
    return package.open_app(app)


def steps_for(platform: types.Platform, plan: types.CampaignPlan) -> list[types.Step]:
    """Return the steps that make a plan; needs no account."""
    return _package(platform).plan_steps(plan)


def _meta() -> types.App:
    return types.App(
        app_id=settings.META_APP_ID,
        app_secret=settings.META_APP_SECRET,
        api_url=settings.META_GRAPH_URL,
        consent_url=settings.META_DIALOG_URL,
    )


def _package(platform: types.Platform) -> ModuleType:
    if platform == types.Platform.META:
        from integrations.platforms import meta

        return meta
    raise Invalid({"platform": "Google and TikTok are not here yet. Meta can be connected now."})

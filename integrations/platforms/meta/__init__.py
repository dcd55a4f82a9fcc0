"""Meta: the Marketing API v26.0 by way of the official SDK, which loads when the first call needs it.

What could not be checked against Meta itself stands in one place each:

* the least budgets by goal, and overspending: `money`
* the picture's hash as a key: `launching`; the order of Meta's list of videos, and that a video keeps its title: `videos`
* purchases, leads and registrations by name: `counting`
* `device_platform`'s words for telephones, and that it goes alone: `audiences` (the country, age and gender are Meta's own)
* that plays come as one action, `video_view`: `watching`
* that campaigns' figures can be filtered by `campaign.effective_status`: `insights` (others' connectors do)
* which errors of a write leave the outcome open: `errors`
* the pairing for a Facebook event, and the promoted object on an iPhone app's campaign: `purposes`; its telephones: `targeting`
* the address of directions: `creatives`; how long a form's headline may be: `forms`
* the least circle for jobs, homes and loans: `targeting_rules`
* what a switched-off ad's status says of its review: `delivery`
* the least spending limit, and where one goes: `caps`; that a targeting is replaced whole: `aiming`
"""

from integrations import types
from integrations.platforms.meta.steps import plan_additions, plan_steps
from integrations.ports import AdPlatform, Meter, PlatformAuth

__all__ = ["open_account", "open_app", "plan_additions", "plan_steps"]


def open_account(app: types.App, link: types.AccountLink, meter: Meter) -> AdPlatform:
    """Return the adapter for one ad account; for one thread."""
    from integrations.platforms.meta.adapter import MetaAccount

    return MetaAccount(app, link, meter)


def open_app(app: types.App, meter: Meter) -> PlatformAuth:
    """Return the operator's app."""
    from integrations.platforms.meta.auth import MetaApp

    return MetaApp(app, meter)

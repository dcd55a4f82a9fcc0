"""TikTok: the Marketing API v1.3 by a thin client of our own.

Manual campaigns for TRAFFIC and REACH; upgraded Smart+ for WEB_CONVERSIONS, LEAD_GENERATION and APP_PROMOTION, whose
manual creation ends. TikTok's own pages could be read only in a copy of about 2026-04. What could not be checked
against TikTok itself stands in one place each: which budgets are too small (`money`), how long a throttle lasts and
which errors of a write leave the outcome open (`errors`), who a token belongs to (`auth`), that an empty balance is a
hint and no bar (`accounts`), which pixel event means an order or a lead (`purposes`), the words of `secondary_status`
(`delivery`), the music of a carousel and the cover of a video (`media`), the shape of review answers (`review`), which
metrics count an app's events (`actions`), that a campaign's row may lack conversions (`reports`), the words for devices
(`audiences`), which plays the quarters are parts of (`watching`), how an end is taken away (`ending`), and what an
empty list does to an audience (`aiming`).
"""

from integrations import types
from integrations.platforms.tiktok.steps import plan_additions, plan_steps
from integrations.ports import AdPlatform, Meter, PlatformAuth

__all__ = ["open_account", "open_app", "plan_additions", "plan_steps"]


def open_account(app: types.App, link: types.AccountLink, meter: Meter) -> AdPlatform:
    """Return the adapter for one ad account; for one thread."""
    from integrations.platforms.tiktok.adapter import TikTokAccount

    return TikTokAccount(app, link, meter)


def open_app(app: types.App, meter: Meter) -> PlatformAuth:
    """Return the operator's app."""
    from integrations.platforms.tiktok.auth import TikTokApp

    return TikTokApp(app, meter)

"""Google Ads: the API v26 by way of the official SDK, which loads when the first call needs it.

What could not be checked against Google itself stands in one place each: overspending and billable units (`money`), the
least budget by trying one out (`changing`), whether UNAVAILABLE can follow a commit (`errors`), which channels still bid
for views and visits to a shop (`purposes`), finding a video that was sent (`videos`), that every kind of ad bears a
custom parameter (`steps`), that a picture keeps the name it first had (`media`), whether an asset group can be read by
the hour and how much of its campaign it leaves out (`insights`), which campaigns have countries and ages (`breakdowns`),
of which ads quarters of videos are told, and that they are of all impressions (`watching`),
that a place's criterion tells its name (`audience`), and that a new criterion may follow its removed opposite in one
call (`criteria`).
"""

import os

from integrations import types
from integrations.platforms.google.steps import plan_additions, plan_steps
from integrations.ports import AdPlatform, Meter, PlatformAuth

__all__ = ["open_account", "open_app", "plan_additions", "plan_steps"]

os.environ.setdefault(
    "GRPC_VERBOSITY", "ERROR"
)  # read once, when gRPC loads; it else writes each closed connection to stderr


def open_account(app: types.App, link: types.AccountLink, meter: Meter) -> AdPlatform:
    """Return the adapter for one ad account; for one thread."""
    from integrations.platforms.google.adapter import GoogleAccount

    return GoogleAccount(app, link, meter)


def open_app(app: types.App, meter: Meter) -> PlatformAuth:
    """Return the operator's app."""
    from integrations.platforms.google.auth import GoogleApp

    return GoogleApp(app, meter)

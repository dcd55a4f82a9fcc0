"""TikTok as a side of the sandbox: what the world, the server and the control page ask of it."""

from starlette.routing import BaseRoute, Route

from ..files import show_file
from ..sides import Side, Switches
from . import (
    adgroups,
    ads,
    assets,
    campaigns,
    images,
    oauth,
    portal,
    portfolios,
    report,
    review,
    search,
    smart_ads,
    status,
    statuses,
    tools,
    videos,
)
from .delivery import account_terms
from .estate import make_account
from .history import make_running_campaign
from .http import TikTokApp
from .tokens import kill_tokens
from .uploads import FILES
from .words import ACCOUNT_OFF, ACCOUNT_ON

_HANDLERS = (
    adgroups,
    ads,
    assets,
    campaigns,
    images,
    oauth,
    portfolios,
    report,
    search,
    smart_ads,
    statuses,
    tools,
    videos,
)


def routes() -> list[BaseRoute]:
    return [
        Route("/tiktok/portal/auth", portal.show, methods=["GET"]),
        Route("/tiktok/portal/auth", portal.decide, methods=["POST"]),
        Route(f"{FILES}{{digest}}", show_file, methods=["GET"]),
    ]


SIDE = Side(
    name="tiktok", prefix="/tiktok", terms_of=account_terms, make_account=make_account,
    make_running_campaign=make_running_campaign, kill_tokens=kill_tokens, review=review.end_review, http=TikTokApp,
    routes=routes, ad_kind="tiktok.ad", campaign_kind="tiktok.campaign", state_of=status.of_thing,
    switches=Switches(
        thing=("operation_status", "ENABLE", "DISABLE"), account=("status", ACCOUNT_ON, ACCOUNT_OFF), budgets=("budget",)
    ),
)  # fmt: skip

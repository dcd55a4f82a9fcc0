"""Google as a side of the sandbox: what the world, the server and the control page ask of it."""

from starlette.routing import BaseRoute, Route

from ..sides import Side, Switches
from . import consent
from .delivery import account_terms
from .estate import make_account
from .history import make_running_campaign
from .http import GoogleApp
from .review import end
from .service import GoogleService
from .states import state_of
from .tokens import kill_tokens

CONSENT = "/google/o/oauth2/v2/auth"


def routes() -> list[BaseRoute]:
    """Return the pages for people."""
    return [Route(CONSENT, consent.show, methods=["GET"]), Route(CONSENT, consent.decide, methods=["POST"])]


SIDE = Side(
    name="google", prefix="/google", terms_of=account_terms, make_account=make_account,
    make_running_campaign=make_running_campaign, kill_tokens=kill_tokens, review=end, http=GoogleApp, routes=routes,
    ad_kind="google.ad_group_ad", campaign_kind="google.campaign", service=GoogleService, state_of=state_of,
    switches=Switches(("status", "ENABLED", "PAUSED"), ("status", "ENABLED", "SUSPENDED"), ("amount_micros", "total_amount_micros")),
)  # fmt: skip

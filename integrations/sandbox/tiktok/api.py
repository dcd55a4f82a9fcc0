"""Find who answers a call: count it, check the token and the advertiser, settle the market, dispatch."""

import logging
from typing import Any

from ..http import Reply
from . import errors, tokens
from .call import Call
from .envelope import wrap
from .rates import Rates
from .registry import ALONE, HANDLERS, OPEN
from .words import ACCOUNT_ON

_log = logging.getLogger(__name__)


def answer(call: Call, rates: Rates) -> Reply:
    """Answer one call in one transaction; a refused one leaves nothing behind."""
    try:
        rates.take(call.world, call.address)
        with call.store.transaction():
            data = _dispatch(call, rates)
        return wrap(call, None, data)
    except errors.TikTokError as error:
        call.made.clear()
        return wrap(call, error)
    except (TypeError, ValueError, KeyError, AttributeError):
        call.made.clear()
        _log.exception("A call that could not be understood: %s %s", call.method, call.address)
        return wrap(call, errors.of(errors.TROUBLE))


def _dispatch(call: Call, rates: Rates) -> Any:
    handler = HANDLERS.get((call.method, call.address))
    if handler is None:
        raise errors.TikTokError(f"No route found for {call.method} {call.address}", errors.NO_ROUTE)
    if call.address not in OPEN:
        tokens.authenticate(call)
    if call.address not in ALONE:
        call.account = tokens.find_advertiser(call, call.fields.require("advertiser_id"))
        call.world.settle(call.account)
        _check_standing(call)
    for ad_id in _smart_ads(call):
        rates.take_ad(call.world, ad_id)
    return handler(call)


def _check_standing(call: Call) -> None:
    """Refuse to make or change anything on an account that is not in good standing; switching off is allowed."""
    status = call.account.data["status"]
    switches_off = call.address.endswith("/status/update/") and call.params.get("operation_status") != "ENABLE"
    if call.method == "GET" or status == ACCOUNT_ON or switches_off:
        return
    raise errors.TikTokError(
        f"The advertiser's status is {status}. Ads can't be created or changed until the account is in good standing.",
        errors.NO_PERMISSION,
    )


def _smart_ads(call: Call) -> list[str]:
    if call.method == "GET" or not call.address.startswith("/smart_plus/ad/"):
        return []
    named = call.params.get("smart_plus_ad_ids") or [call.params.get("smart_plus_ad_id")]
    return [ad_id for ad_id in named if isinstance(ad_id, str)]

"""Sets of calls to action ("dynamic CTA"): what TikTok proposes, and the portfolio that an ad names by its id."""

from typing import Any

from ..store import Thing
from . import errors
from .call import Call
from .registry import answers
from .words import CALLS_TO_ACTION

KIND = "tiktok.portfolio"
ASSETS = {str(201_500 + number): word for number, word in enumerate(CALLS_TO_ACTION)}


@answers("GET", "/creative/cta/recommend/")
def recommend(call: Call) -> dict[str, Any]:
    """Propose calls to action; each has an asset id of its own."""
    rows = [{"asset_content": word.replace("_", " ").capitalize(), "asset_ids": [one]} for one, word in ASSETS.items()]
    return {"recommend_assets": rows}


@answers("POST", "/creative/portfolio/create/")
def create_portfolio(call: Call) -> dict[str, Any]:
    kind = call.fields.choice("creative_portfolio_type", ("CTA",), "CTA")
    parts = call.fields.parts("portfolio_content", least=1, most=20)
    words = [_read_part(part) for part in parts]
    data = {
        "name": f"CTA {', '.join(words)}",
        "creative_portfolio_type": kind,
        "portfolio_content": [p.data for p in parts],
    }
    return {"creative_portfolio_id": call.keep(KIND, call.account.id, data).id}


def _read_part(part: Any) -> str:
    """Return the word of one call to action, named by its asset ids and its text."""
    ids = part.texts("asset_ids", least=1)
    word = part.require("asset_content")
    for one in ids:
        if one not in ASSETS:
            raise errors.wrong(part.label("asset_ids"), f"{one} does not exist.")
    return word


@answers("GET", "/creative/portfolio/get/")
def read_portfolio(call: Call) -> dict[str, Any]:
    return _show(find_portfolio(call, "creative_portfolio_id", call.fields.require("creative_portfolio_id")))


@answers("GET", "/creative/portfolio/list/")
def list_portfolios(call: Call) -> dict[str, Any]:
    from .lists import page

    found = call.store.list(KIND, account=call.account.id)
    return page(call, found, _show, key="creative_portfolios", most=100)


def find_portfolio(call: Call, name: str, portfolio_id: str) -> Thing:
    found = call.store.get(portfolio_id, KIND)
    if found is None or found.account != call.account.id:
        raise errors.wrong(name, f"{portfolio_id} does not exist.")
    return found


def _show(portfolio: Thing) -> dict[str, Any]:
    return {"creative_portfolio_id": portfolio.id, **{k: v for k, v in portfolio.data.items() if k != "name"}}

"""Meta as a side of the sandbox: what the world, the server and the control page ask of it."""

from starlette.routing import BaseRoute, Route

from ..files import show_file
from ..sides import AccountWish, Side
from ..store import Thing
from ..world import World
from . import VERSION, dialog, estate, history, status
from .call import Call
from .delivery import account_terms
from .handlers import HANDLERS
from .http import GraphApp
from .tokens import kill_tokens

__all__ = ["HANDLERS", "SIDE"]
_SUBCODES = {"expire": 463, "revoke": 458, "password": 460, "invalid": 467}


def make_account(world: World, person: Thing, wish: AccountWish, *, created: float | None = None) -> Thing:
    """Make an ad account with its pixel, and a Page for somebody who has none."""
    account = estate.make_account(world, person, wish, created=created)
    if wish.presence is not None and not estate.find_page(world, person):
        estate.make_page(world, person, wish.presence or wish.name)
    return account


def make_running_campaign(world: World, account: Thing, **wish: object) -> Thing:
    """Make a campaign with a past, which speaks for a Page of whoever manages the account."""
    people = [world.store.get(person, "person") for person in account.data["_people"]]
    page = next((found for person in people if person and (found := estate.find_page(world, person))), None)
    goal = str(wish.pop("goal", "")) or "OFFSITE_CONVERSIONS"
    return history.make_running_campaign(world, account, page, goal=goal, **wish)  # type: ignore[arg-type]


def end_tokens(world: World, person_id: str, how: str) -> int:
    return kill_tokens(world, person_id, _SUBCODES[how])


def review(world: World, ad: Thing, verdict: str, policy: str, text: str) -> None:
    ad.data |= {"_violations": {policy: text} if verdict == "reject" else {}, "_review_until": world.now()}
    ad.updated = world.now()
    world.store.put(ad)


def state_of(world: World, thing: Thing) -> str:
    return status.effective(Call(world, "GET", (), {}, account=world.store.get(thing.account, "account")), thing)


def routes() -> list[BaseRoute]:
    """Return the pages for people; all other calls go to the handlers."""
    dialogs = ["/meta/{version}/dialog/oauth", "/meta/dialog/oauth"]
    return [
        *(Route(path, dialog.show, methods=["GET"]) for path in dialogs),
        *(Route(path, dialog.decide, methods=["POST"]) for path in dialogs),
        Route(f"/meta/{VERSION}/images/{{digest}}", show_file, methods=["GET"]),
    ]


SIDE = Side(
    name="meta", prefix="/meta", terms_of=account_terms, make_account=make_account,
    make_running_campaign=make_running_campaign, kill_tokens=end_tokens, review=review, http=GraphApp, routes=routes,
    ad_kind="ad", campaign_kind="campaign", state_of=state_of,
)  # fmt: skip

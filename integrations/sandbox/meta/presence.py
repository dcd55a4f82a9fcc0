"""What an ad account may speak for besides its Pages: Instagram accounts, apps."""

from typing import Any

from ..store import Thing
from . import tokens
from .call import Call
from .lists import page
from .registry import edge
from .render import render


@edge("account", "instagram_accounts")
def list_instagram_accounts(call: Call, account: Thing) -> dict[str, Any]:
    tokens.need_scope(call, "instagram_basic")
    managers = set(account.data["_people"])
    mine = [found for found in call.store.list("instagram") if managers & set(found.data["_people"])]
    return page(call, mine, lambda found: render(call, found, call.text("fields")))


@edge("page", "instagram_accounts")
def list_instagram_accounts_of_page(call: Call, owner: Thing) -> dict[str, Any]:
    tokens.need_scope(call, "instagram_basic")
    mine = [found for found in call.store.list("instagram") if found.data["_page"] == owner.id]
    return page(call, mine, lambda found: render(call, found, call.text("fields")))


@edge("account", "advertisable_applications")
def list_apps(call: Call, account: Thing) -> dict[str, Any]:
    return page(call, call.store.list("app", account=account.id), lambda app: render(call, app, call.text("fields")))

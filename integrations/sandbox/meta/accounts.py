"""People and what they hold: ad accounts, Pages, pixels, audiences; permissions."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .. import currencies, people
from ..store import Thing
from . import tokens
from .call import Call
from .lists import page
from .registry import computed, edge
from .render import moment, render


@edge("person", "adaccounts")
def list_accounts(call: Call, person: Thing) -> dict[str, Any]:
    tokens.need_scope(call, "ads_management", "ads_read")
    mine = people.list_accounts(call.world, person, "meta")
    return page(call, mine, lambda account: _render_account(call, account))


def _render_account(call: Call, account: Thing) -> dict[str, Any]:
    call.account = account
    call.world.settle(account)
    row = render(call, account, call.text("fields") or "account_id,id")
    call.account = None
    return row


@edge("person", "accounts")
def list_pages(call: Call, person: Thing) -> dict[str, Any]:
    tokens.need_scope(call, "pages_show_list")
    mine = [p for p in call.store.list("page") if person.id in p.data["_people"]]
    return page(call, mine, lambda p: render(call, p, call.text("fields") or "access_token,category,name,id,tasks"))


@edge("account", "promote_pages")
def list_promotable_pages(call: Call, account: Thing) -> dict[str, Any]:
    mine = [p for p in call.store.list("page") if set(p.data["_people"]) & set(account.data["_people"])]
    return page(call, mine, lambda p: render(call, p, call.text("fields") or "name,id"))


@computed("page", "access_token")
def page_token(call: Call, found: Thing) -> str | None:
    """Show a Page's own token to those who have a task on it."""
    if call.person is None or call.person.id not in found.data["_people"]:
        return None
    tokens.need_scope(call, "pages_show_list", "pages_manage_ads")
    held = [t for t in call.store.list("token") if t.data["page"] == found.id and not t.data["dead"]]
    held = [token for token in held if token.data["person"] == call.person.id]
    client, scopes = call.token["client"], call.token["scopes"]
    return (
        held or [tokens.make_token(call.world, call.person, scopes=scopes, lives_s=0, client=client, page=found.id)]
    )[0].id


@edge("person", "permissions")
def list_permissions(call: Call, person: Thing) -> dict[str, Any]:
    return {"data": [{"permission": scope, "status": "granted"} for scope in call.token["scopes"]]}


@edge("person", "permissions", "DELETE")
def revoke_permissions(call: Call, person: Thing) -> dict[str, Any]:
    tokens.kill_tokens(call.world, person.id, 458)
    return {"success": True}


@edge("account", "adspixels")
def list_pixels(call: Call, account: Thing) -> dict[str, Any]:
    return page(call, call.store.list("pixel", account=account.id), lambda p: render(call, p, call.text("fields")))


@edge("account", "customaudiences")
def list_audiences(call: Call, account: Thing) -> dict[str, Any]:
    return page(call, call.store.list("audience", account=account.id), lambda a: render(call, a, call.text("fields")))


@edge("account", "minimum_budgets")
def list_minimum_budgets(call: Call, account: Thing) -> dict[str, Any]:
    """Answer the least daily budgets by billing, in minor units: impressions ×1, views and clicks ×5, rare events ×40."""
    least = currencies.minimum_daily(account.data["currency"])
    row = {"currency": account.data["currency"], "min_daily_budget_imp": least, "min_daily_budget_high_freq": least * 5}
    return page(call, [row | {"min_daily_budget_video_views": least * 5, "min_daily_budget_low_freq": least * 40}])


@edge("account", "users")
def list_users(call: Call, account: Thing) -> dict[str, Any]:
    people = [call.store.get(person, "person") for person in account.data["_people"]]
    return page(
        call, [{"id": p.id, "name": p.name, "tasks": ["DRAFT", "ANALYZE", "ADVERTISE", "MANAGE"]} for p in people if p]
    )


@computed("account", "min_daily_budget")
def min_daily_budget(call: Call, account: Thing) -> int:
    return currencies.minimum_daily(account.data["currency"])


@computed("account", "amount_spent")
def amount_spent(call: Call, account: Thing) -> str:
    row = call.store.db.execute("SELECT coalesce(sum(spend), 0) FROM hours WHERE account=?", (account.id,)).fetchone()
    return str(row[0] // currencies.minor_micros(account.data["currency"]))


@computed("account", "timezone_offset_hours_utc")
def timezone_offset(call: Call, account: Thing) -> float:
    offset = datetime.fromtimestamp(call.now, ZoneInfo(account.data["timezone_name"])).utcoffset()
    return offset.total_seconds() / 3600 if offset else 0


@computed("account campaign adset ad page pixel", "created_time")
def created_time(call: Call, thing: Thing) -> str:
    return moment(call, thing.created)


@computed("pixel", "creation_time")
def creation_time(call: Call, thing: Thing) -> str:
    return moment(call, thing.created)


@computed("campaign adset ad", "updated_time")
def updated_time(call: Call, thing: Thing) -> str:
    return moment(call, thing.updated)


@computed("campaign adset ad creative pixel audience", "account_id")
def account_id(call: Call, thing: Thing) -> str:
    return thing.account

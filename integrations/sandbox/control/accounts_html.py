"""The page's people: their accounts on each platform, what runs there, and the buttons that move it."""

from html import escape
from typing import Any

from ..store import Thing
from .html import button
from .look import Row

NAMES = {"meta": "Meta", "google": "Google Ads", "tiktok": "TikTok"}
_ENDS = (("Expire tokens", "expire"), ("Revoke the app", "revoke"), ("Change the password", "password"))


def show_people(people: list[dict[str, Any]]) -> str:
    return f"<h2>People</h2>{''.join(map(_person, people))}<div>{button('Add a new person', do='person')}</div>"


def _person(told: dict[str, Any]) -> str:
    parts = "".join(_platform(told["person"], name, accounts) for name, accounts in told["platforms"].items())
    return f"<section><h3>{escape(told['person'].name)}</h3>{parts}</section>"


def _platform(person: Thing, name: str, accounts: list[dict[str, Any]]) -> str:
    do = "".join(button(label, do="tokens", person=person.id, how=how, platform=name) for label, how in _ENDS)
    return f"<h4>{NAMES.get(name, escape(name))}</h4><div>{do}</div>{''.join(map(_account, accounts))}"


def _account(told: dict[str, Any]) -> str:
    account, today, switch = told["account"], told["today"], told["switch"]
    spent = f"{today['spend_micros'] / 1e6:.2f} {escape(account.data['currency'])}"
    do = button(switch.label, do="edit", id=account.id, field=switch.field, value=switch.value)
    head = "<tr><th>Object</th><th>Name</th><th>State</th><th>Budget</th><th>Do</th></tr>"
    body = "".join(map(_row, told["rows"]))
    table = f'<div class="wide"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>' if body else ""
    return (
        f"<div class='row'><span><b>{escape(account.name)}</b> <code>{escape(account.id)}</code>, {escape(account.data['timezone_name'])}:"
        f" today {spent}, {today['impressions']} impressions, {today['known']} results known</span> {do}</div>{table}"
    )


def _row(row: Row) -> str:
    do = "".join(button(edit.label, do="edit", id=row.id, field=edit.field, value=edit.value) for edit in row.edits)
    if row.is_ad:
        do += "".join(
            button(verdict.capitalize(), do="review", id=row.id, verdict=verdict) for verdict in ("approve", "reject")
        )
        do += button("Yesterday +5 results", do="restate", id=row.id, count=5)
        do += button("Yesterday -2 results", do="restate", id=row.id, count=-2)
    kind = row.kind.rpartition(".")[2].replace("_", " ")
    return (
        f"<tr><td class='d{row.depth}'>{escape(kind)} <code>{escape(row.id)}</code></td><td>{escape(row.name)}</td>"
        f"<td>{escape(row.state)}</td><td class='n'>{escape(row.budget)}</td><td>{do}</td></tr>"
    )

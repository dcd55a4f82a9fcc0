"""The page's HTML, a function a section."""

from datetime import datetime
from html import escape
from typing import Any

from ..faults import KINDS, Rule

_STYLE = """
:root { color-scheme: light dark; --line: #8a8d91; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; }
h1 { font-size: 1.375rem; } h2 { font-size: 1.125rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
form { display: inline-flex; gap: .5rem; flex-wrap: wrap; align-items: end; margin: 0 .25rem .25rem 0; }
button, input, select { font: inherit; padding: .25rem .625rem; border: 1px solid var(--line); border-radius: .375rem; }
label { display: grid; font-size: .8125rem; } [role=alert] { border-left: .25rem solid #c0392b; padding-left: .75rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; } .wide { overflow-x: auto; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); } td.n { text-align: right; }
code { font-size: .8125rem; } time { font-variant-numeric: tabular-nums; }
"""


def document(body: str, problem: str) -> str:
    alert = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Sandbox</title><style>{_STYLE}</style></head><body><main><h1>The ad platforms' sandbox</h1>"
        "<p>Meta's wire protocol over a simulated market. Nothing here is real, nothing costs money. "
        f"<a href='/'>Look again</a></p>{alert}{body}</main></body></html>"
    )


def _button(label: str, **hidden: object) -> str:
    fields = "".join(
        f'<input type="hidden" name="{k}" value="{escape(str(v), quote=True)}">' for k, v in hidden.items()
    )
    return f'<form method="post">{fields}<button>{escape(label)}</button></form>'


def show_clock(now: datetime, speed: float) -> str:
    steps = [("15 minutes", 900), ("1 hour", 3600), ("6 hours", 21_600), ("1 day", 86_400), ("7 days", 604_800)]
    ahead = "".join(_button(f"+ {label}", do="advance", seconds=seconds) for label, seconds in steps)
    speeds = [("stand still", 0), ("real time", 1), ("a minute a second", 60), ("an hour a second", 3600)]
    runs = "".join(_button(label, do="speed", speed=value) for label, value in speeds)
    shown = now.strftime("%A %-d %B %Y, %H:%M:%S UTC")
    return (
        f"<h2>Clock</h2><p><time datetime='{now.isoformat()}'>{shown}</time>, {speed:g} simulated seconds a second</p>"
        f"<p>{ahead}</p><p>{runs}</p>"
    )


def show_people(people: list[dict[str, Any]]) -> str:
    return f"<h2>People</h2>{''.join(map(_person, people))}<p>{_button('Add a new person', do='person')}</p>"


def _person(person: dict[str, Any]) -> str:
    ends = [("Expire tokens", "expire"), ("Revoke the app", "revoke"), ("Change the password", "password")]
    do = "".join(_button(label, do="tokens", person=person["id"], how=how) for label, how in ends)
    return f"<h3>{escape(person['name'])}</h3><p>{do}</p>{''.join(map(_account, person['accounts']))}"


def _account(account: dict[str, Any]) -> str:
    today = account["today"]
    on = account["account_status"] == 1
    switch = _button(
        "Disable" if on else "Enable", do="edit", id=account["account_id"], field="account_status", value=2 if on else 1
    )
    spent = f"{today['spend_micros'] / 1e6:.2f} {escape(account['currency'])}"
    rows = "".join(map(_object, account["objects"]))
    head = "<tr><th>Object</th><th>Name</th><th>State</th><th>Budget</th><th>Do</th></tr>"
    table = f'<div class="wide"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>' if rows else ""
    return (
        f"<p><b>{escape(account['name'])}</b> <code>{account['id']}</code>, {escape(account['time_zone'])}: today {spent},"
        f" {today['impressions']} impressions, {today['known']} results known {switch}</p>{table}"
    )


def _object(row: dict[str, Any]) -> str:
    do = ""
    if row["kind"] == "ad":
        do = "".join(_button(v.capitalize(), do="review", id=row["id"], verdict=v) for v in ("approve", "reject"))
    elif row["kind"] == "campaign":
        other = "PAUSED" if row["status"] == "ACTIVE" else "ACTIVE"
        do = _button(f"Set {other.lower()} behind our back", do="edit", id=row["id"], field="status", value=other)
    if row["budget"]:
        twice = int(row["budget"]) * 2
        do += _button("Double the budget behind our back", do="edit", id=row["id"], field="daily_budget", value=twice)
    return (
        f"<tr><td>{row['kind']} <code>{row['id']}</code></td><td>{escape(row['name'])}</td>"
        f"<td>{row['effective']}</td><td class='n'>{row['budget'] or ''}</td><td>{do}</td></tr>"
    )


def show_faults(rules: list[Rule]) -> str:
    kinds = "".join(f"<option>{kind}</option>" for kind in KINDS)
    listed = "".join(
        f"<li>{rule.kind} on {rule.method or 'any'} <code>{escape(rule.path or '/')}</code>: {rule.hits} of {rule.times}</li>"
        for rule in rules
    )
    return (
        f"<h2>Faults</h2><ul>{listed or '<li>none ordered</li>'}</ul>"
        '<form method="post"><input type="hidden" name="do" value="fault">'
        f'<label>Kind <select name="kind">{kinds}</select></label>'
        '<label>Path contains <input name="path" placeholder="/campaigns$"></label>'
        '<label>Times <input name="times" type="number" min="1" value="1"></label><button>Order</button></form>'
        + _button("Forget all faults", do="no_faults")
    )


def show_calls(calls: list[dict[str, Any]]) -> str:
    rows = "".join(
        f"<tr><td class='n'>{c['number']}</td><td>{c['method']}</td><td><code>{escape(c['path'])}</code></td>"
        f"<td>{c['status'] or '-'}</td><td>{escape(c['kind'])} {escape(c['name'])}</td><td>{c['fault']}</td></tr>"
        for c in calls
    )
    head = "<tr><th>No</th><th>Method</th><th>Path</th><th>Status</th><th>Made</th><th>Fault</th></tr>"
    return f'<h2>Calls</h2><div class="wide"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'

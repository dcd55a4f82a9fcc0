"""The page's HTML, a function a section."""

from datetime import datetime
from html import escape
from typing import Any

from ..apps import TIERS
from ..faults import KINDS, Rule

_STYLE = """
:root { color-scheme: light dark; --line: #8a8d91; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; }
h1 { font-size: 1.375rem; } h2 { font-size: 1.125rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
h4 { font-size: .9375rem; margin: 1rem 0 .25rem; } td { vertical-align: top; } td form { margin: 0 .25rem .25rem 0; }
.d1 { padding-left: 1.25rem; } .d2 { padding-left: 2.5rem; } .d3 { padding-left: 3.75rem; }
form { display: inline-flex; gap: .5rem; flex-wrap: wrap; align-items: end; margin: 0 .25rem .25rem 0; }
button, input, select { font: inherit; padding: .25rem .625rem; border: 1px solid var(--line); border-radius: .375rem; }
label { display: grid; font-size: .8125rem; } [role=alert] { border-left: .25rem solid #c0392b; padding-left: .75rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .5rem 0; }
td:last-child { min-width: 14rem; } td:last-child button { font-size: .8125rem; padding: .125rem .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; } .wide { overflow-x: auto; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); } td.n { text-align: right; }
code { font-size: .8125rem; } time { font-variant-numeric: tabular-nums; }
"""

_QUICK = (
    ("too many calls", "429"), ("their fault", "500"), ("a proxy's page", "html502"), ("connection breaks", "reset"),
    ("done, but the answer is lost", "drop_after_commit"), ("done, but silent", "timeout_after"), ("late", "delay"),
)  # fmt: skip


def document(body: str, problem: str) -> str:
    alert = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Sandbox</title><style>{_STYLE}</style></head><body><main><h1>The ad platforms' sandbox</h1>"
        "<p>Three platforms' wire protocols over one simulated market. Nothing here is real, nothing costs money. "
        f"<a href='/'>Look again</a></p>{alert}{body}</main></body></html>"
    )


def button(label: str, **hidden: object) -> str:
    fields = "".join(
        f'<input type="hidden" name="{k}" value="{escape(str(v), quote=True)}">' for k, v in hidden.items()
    )
    return f'<form method="post">{fields}<button>{escape(label)}</button></form>'


def show_clock(now: datetime, speed: float) -> str:
    steps = [("15 minutes", 900), ("1 hour", 3600), ("6 hours", 21_600), ("1 day", 86_400), ("7 days", 604_800)]
    ahead = "".join(button(f"+ {label}", do="advance", seconds=seconds) for label, seconds in steps)
    speeds = [("stand still", 0), ("real time", 1), ("a minute a second", 60), ("an hour a second", 3600)]
    runs = "".join(button(label, do="speed", speed=value) for label, value in speeds)
    shown = now.strftime("%A %-d %B %Y, %H:%M:%S UTC")
    return (
        f"<h2>Clock</h2><p><time datetime='{now.isoformat()}'>{shown}</time>, {speed:g} simulated seconds a second</p>"
        f"<div>{ahead}</div><div>{runs}</div>"
    )


def show_faults(rules: list[Rule], platforms: list[str]) -> str:
    kinds = "".join(f"<option>{kind}</option>" for kind in KINDS)
    names = "".join(f'<option value="{name}">{name}</option>' for name in platforms)
    listed = "".join(
        f"<li>{rule.kind} on {rule.platform or 'all platforms'}, {rule.method or 'any call'} <code>{escape(rule.path or '/')}</code>:"
        f" {rule.hits} of {rule.times}</li>"
        for rule in rules
    )
    return (
        f"<h2>Faults</h2><ul>{listed or '<li>none ordered</li>'}</ul>"
        '<form method="post"><input type="hidden" name="do" value="fault">'
        f'<label>Kind <select name="kind">{kinds}</select></label>'
        f'<label>Platform <select name="platform"><option value="">all</option>{names}</select></label>'
        '<label>Path contains <input name="path" placeholder="/campaigns$"></label>'
        '<label>Times <input name="times" type="number" min="1" value="1"></label><button>Order</button></form>'
        + button("Forget all faults", do="no_faults")
        + "".join(
            f"<div class='row'><span><b>{name}</b>, the next call:</span> {_quick(name)}</div>" for name in platforms
        )
    )


def _quick(platform: str) -> str:
    return "".join(
        button(label, do="fault", kind=kind, platform=platform, seconds=5 if kind == "delay" else 60)
        for label, kind in _QUICK
    )


def show_tiers(tiers: dict[str, str]) -> str:
    """Show how far each platform trusts the app, and the other tiers to choose from."""
    lines = ""
    for platform, tier in tiers.items():
        others = "".join(
            button(name, do="tier", platform=platform, tier=name) for name in TIERS[platform] if name != tier
        )
        lines += f"<div class='row'><span>{platform}: <b>{escape(tier)}</b>, instead:</span> {others}</div>"
    return f"<h2>Quota</h2>{lines}"


def show_calls(calls: list[dict[str, Any]]) -> str:
    rows = "".join(
        f"<tr><td class='n'>{c['number']}</td><td>{c['platform']}</td><td>{c['method']}</td>"
        f"<td><code>{escape(c['path'])}</code></td><td>{_outcome(c)}</td>"
        f"<td>{escape(c['kind'])} {escape(c['name'])}</td><td>{c['fault']}</td></tr>"
        for c in calls
    )
    head = "".join(f"<th>{word}</th>" for word in ("No", "Platform", "Method", "Path", "Status", "Made", "Fault"))
    return f'<h2>Calls</h2><div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _outcome(call: dict[str, Any]) -> str:
    """Return an HTTP status, with the platform's own code where it gave one."""
    return f"{call['status'] or '-'}" + (f", code {call['code']}" if call["code"] else "")

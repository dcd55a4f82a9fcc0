"""A consent page: who are you, and may Adwright; and the way back. Small, plain, readable in light and dark, usable by keyboard."""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse

from .people import list_accounts, make_stranger
from .store import Thing
from .world import World

_LOCAL = ("localhost", "127.0.0.1", "testserver")
_STYLE = """
:root { color-scheme: light dark; --line: #8a8d91; --main: #0a5dc2; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid; place-items: center; min-height: 100vh; }
main { max-width: 26rem; width: calc(100% - 2rem); margin: 1rem; padding: 1.5rem; border: 1px solid var(--line);
  border-radius: .75rem; box-sizing: border-box; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; } .note { margin: 0 0 1rem; font-size: .875rem; opacity: .8; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; } legend { padding: 0; font-weight: 600; margin-bottom: .5rem; }
label { display: flex; gap: .75rem; padding: .625rem .75rem; border: 1px solid var(--line); border-radius: .5rem;
  margin-bottom: .5rem; cursor: pointer; } label small { display: block; opacity: .8; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; font-size: .875rem; }
.do { display: flex; gap: .75rem; justify-content: flex-end; }
button { font: inherit; padding: .5rem 1.25rem; border-radius: .5rem; border: 1px solid var(--line); background: transparent;
  color: inherit; cursor: pointer; } button.main { background: var(--main); border-color: var(--main); color: #fff; }
"""


def choice_page(
    platform: str,
    people: list[tuple[str, str, str]],
    hidden: dict[str, str],
    may: Iterable[str],
    *,
    yes: str = "Confirm",
) -> str:
    """Return the page; `people` are (id, name, what they own), the first one is chosen; `hidden` comes back with it."""
    options = "".join(_option(*person, chosen=number == 0) for number, person in enumerate(people))
    options += _option("new", "A new person", "two ad accounts, one campaign already running", chosen=not people)
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value, quote=True)}">' for name, value in hidden.items()
    )
    return _page(
        "Connect to Adwright",
        f"""<h1>Adwright would like to use your ad accounts</h1>
<p class="note">This is the sandbox, not {escape(platform)}. Nothing here costs money.</p>
<form method="post">{fields}
<fieldset><legend>Continue as</legend>{options}</fieldset>
<p class="note">Adwright will be able to:</p><ul>{"".join(f"<li>{escape(wish)}</li>" for wish in may)}</ul>
<div class="do"><button name="decision" value="cancel">Cancel</button>
<button class="main" name="decision" value="allow">{escape(yes)}</button></div></form>""",
    )


def error_page(problem: str) -> str:
    return _page("Something is wrong", f'<h1>Something is wrong</h1><p role="alert">{escape(problem)}</p>')


def list_people(world: World, platform: str) -> list[tuple[str, str, str]]:
    """Return who may be chosen: (id, name, the ad accounts they own on this platform)."""
    return [(one.id, one.name, _belongings(world, one, platform)) for one in world.store.list("person")]


def take_person(world: World, wanted: str) -> Thing | None:
    """Return who was chosen, made now if it is a new person; None for nobody."""
    return make_stranger(world) if wanted == "new" else world.store.get(wanted, "person")


def send_back(address: str, answer: dict[str, str], *, fragment: str = "") -> RedirectResponse:
    """Send the browser back where it came from, with an answer."""
    mark = "&" if urlsplit(address).query else "?"
    return RedirectResponse(f"{address}{mark}{urlencode(answer)}{fragment}", 302)


def is_local(address: str) -> bool:
    """Whether an address to come back to is on this machine."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and (host in _LOCAL or host.endswith(".localhost"))


def _belongings(world: World, person: Thing, platform: str) -> str:
    return ", ".join(
        f"{account.name} ({account.data['currency']})" for account in list_accounts(world, person, platform)
    )


def _option(value: str, name: str, owns: str, *, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    return (
        f'<label><input type="radio" name="person" value="{escape(value, quote=True)}" required{checked}>'
        f"<span>{escape(name)}<small>{escape(owns)}</small></span></label>"
    )


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )

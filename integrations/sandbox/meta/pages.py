"""The consent dialog's HTML. Small, plain, readable in light and dark, usable by keyboard."""

from html import escape

_STYLE = """
:root { color-scheme: light dark; --line: #8a8d91; --blue: #0a5dc2; }
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
  color: inherit; cursor: pointer; } button.main { background: var(--blue); border-color: var(--blue); color: #fff; }
"""

_MEANING = {
    "ads_management": "manage your ads", "ads_read": "read your ads and their results", "pages_show_list": "see your Pages",
    "business_management": "manage your business", "pages_read_engagement": "read what your Pages show",
    "pages_manage_ads": "manage ads for your Pages", "leads_retrieval": "read the leads your ads bring",
    "public_profile": "see your name and picture", "email": "see your e-mail address",
    "pages_manage_metadata": "hear from your Pages when a lead comes in", "instagram_basic": "see your Instagram accounts",
}  # fmt: skip


def consent_page(people: list[tuple[str, str, str]], asked: dict[str, str], scopes: list[str]) -> str:
    """Return the dialog; `people` are (id, name, what they own), the first one is chosen."""
    options = "".join(_option(*person, chosen=number == 0) for number, person in enumerate(people))
    options += _option("new", "A new person", "two ad accounts, one campaign already running", chosen=not people)
    wishes = "".join(f"<li>{escape(_MEANING.get(scope, scope))}</li>" for scope in scopes)
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(asked.get(name, ""), quote=True)}">'
        for name in ("client_id", "redirect_uri", "state", "scope")
    )
    return _page(
        "Connect to Adwright",
        f"""<h1>Adwright would like to use your ad accounts</h1>
<p class="note">This is the sandbox, not Meta. Nothing here costs money.</p>
<form method="post">{hidden}
<fieldset><legend>Continue as</legend>{options}</fieldset>
<p class="note">Adwright will be able to:</p><ul>{wishes}</ul>
<div class="do"><button name="decision" value="cancel">Cancel</button>
<button class="main" name="decision" value="allow">Allow</button></div></form>""",
    )


def error_page(problem: str) -> str:
    return _page("Something is wrong", f'<h1>Something is wrong</h1><p role="alert">{escape(problem)}</p>')


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

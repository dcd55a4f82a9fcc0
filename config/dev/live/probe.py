"""One side of the check, in a process of its own: ask everything, write down the shapes as JSON on the standard output.

`python -m config.dev.live.probe <platform>`, with the environment that `credentials` or `sandbox` made.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from config.dev.live import plan as plans
from config.dev.live import script
from config.dev.live.credentials import ACCOUNT, PATIENCE, PAUSE, PERSON, TOKEN, VIDEO
from config.dev.live.listening import Ear, listening
from integrations import errors, registry
from integrations import types as t
from tenants.errors import AdwrightError

WAY_BACK = "http://localhost:8000/oauth/{}/callback"


def main() -> None:
    platform = t.Platform(sys.argv[1])
    outcomes: dict[str, str] = {}
    with listening() as ear:
        try:
            _probe(platform, ear, outcomes)
        except AdwrightError as error:
            outcomes["connect"] = _words(error)
    calls = {call: {path: sorted(kinds) for path, kinds in shape.items()} for call, shape in ear.heard.items()}
    json.dump({"calls": calls, "outcomes": outcomes}, sys.stdout)


def _probe(platform: t.Platform, ear: Ear, outcomes: dict[str, str]) -> None:
    link = _connect(platform, ear, outcomes)
    adapter = registry.adapter_for(platform, link, script.Unhurried(platform, os.environ.get(PAUSE, "")))
    moment = script.now()
    for ask in script.reads(adapter, link, moment):
        _ask(ear, outcomes, *ask)
    if platform == t.Platform.TIKTOK and not os.environ.get(VIDEO):
        outcomes["make"] = f"left out: set {VIDEO} to an MP4 of 5 to 60 seconds"
        return
    plan = plans.make_plan(platform, link, _least(adapter), moment, os.environ.get(VIDEO, ""))
    _ask(ear, outcomes, "validate only", lambda: _refuse_problems(adapter.validate(plan)))
    if outcomes["validate only"] != "ok":
        return
    create = script.PausedCreate(adapter, plan, _wait)
    try:
        for ask in create.asks():
            _ask(ear, outcomes, *ask)
            if outcomes[ask[0]] != "ok":
                return
    finally:
        _ask(ear, outcomes, "take away", create.remove)


def _connect(platform: t.Platform, ear: Ear, outcomes: dict[str, str]) -> t.AccountLink:
    ear.operation = "connect"
    auth = registry.auth_for(platform, script.Unhurried(platform, os.environ.get(PAUSE, "")))
    grant = t.TokenGrant(os.environ[TOKEN], os.environ[TOKEN])
    if person := os.environ.get(PERSON):
        code = _consent(auth.authorize_url(state="s", redirect_uri=WAY_BACK.format(platform)), person)
        grant = auth.exchange_code(code=code, redirect_uri=WAY_BACK.format(platform), now=script.now())
    ear.operation, ear.heard = "refresh", {}
    if platform == t.Platform.GOOGLE:
        grant = auth.refresh(grant, now=script.now())
    ear.operation = "list accounts"
    accounts = auth.list_accounts(grant)
    account = _choose(accounts, os.environ.get(ACCOUNT, ""))
    outcomes["list accounts"] = "ok"
    return t.AccountLink(
        account.external_id, account.currency, account.time_zone, grant.access_token, dict(account.presence)
    )


def _choose(accounts: list[t.RemoteAccount], wanted: str) -> t.RemoteAccount:
    bare = wanted.replace("-", "").removeprefix("act_")
    found = [account for account in accounts if not bare or account.external_id == bare]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(account.external_id for account in accounts) or "none"
    raise errors.InvalidRequest(f"The token reaches these ad accounts: {listed}. Name one in {ACCOUNT}.")


def _consent(address: str, person: str) -> str:
    """Say yes on the sandbox's consent page, as a person in a browser does."""
    import httpx2

    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    answer = httpx2.post(address, data={**asked, "person": person, "decision": "allow"}, follow_redirects=False)
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    return (back.get("code") or back["auth_code"])[0]


def _wait(seconds: float) -> None:
    time.sleep(min(seconds, float(os.environ.get(PATIENCE) or 15)))


def _least(adapter: Any) -> int:
    try:
        return adapter.minimum_daily_budget_minor()
    except errors.PlatformError:
        return 0


def _refuse_problems(problems: list[t.Problem]) -> None:
    if problems:
        raise errors.InvalidRequest(" ".join(problem.text for problem in problems))


def _ask(ear: Ear, outcomes: dict[str, str], operation: str, ask: Callable[[], Any]) -> None:
    ear.operation = operation
    try:
        ask()
    except AdwrightError as error:
        outcomes[operation] = _words(error)
    else:
        outcomes.setdefault(operation, "ok")


def _words(error: AdwrightError) -> str:
    return f"{type(error).__name__}: {error.message} {getattr(error, 'platform_words', '')}".strip()


if __name__ == "__main__":
    main()

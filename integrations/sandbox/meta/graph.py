"""Find who answers a Graph call: authenticate, resolve the node, check access, settle the market, dispatch."""

import json
import logging
from typing import Any

from ..http import Reply
from ..store import Thing
from . import errors, tokens, usage
from .call import Call
from .registry import EDGES, NODES
from .render import render, visible_id

_BATCH_MOST = 50
_log = logging.getLogger(__name__)


def answer(call: Call) -> Reply:
    """Answer one call in one transaction; a Graph error becomes its body and leaves nothing behind."""
    try:
        with call.store.transaction():
            body = _dispatch(call)
        reply = Reply(body)
    except errors.GraphError as error:
        call.made.clear()
        reply = _refuse(call, error)
    except (TypeError, ValueError, KeyError, AttributeError):
        call.made.clear()
        _log.exception("A call that could not be understood: %s /%s", call.method, "/".join(call.path))
        reply = _refuse(call, errors.unknown())
    usage.count(call)
    reply.headers |= usage.headers(call)
    return reply


def _refuse(call: Call, error: errors.GraphError) -> Reply:
    return Reply(error.body(errors.make_trace(f"{call.path}{call.now}")), error.http, dict(error.headers))


def _dispatch(call: Call) -> Any:
    if call.path[:2] == ("oauth", "access_token"):
        from .oauth import exchange

        return exchange(call)
    if not call.path and call.has("batch"):
        return _batch(call)
    if call.path == ("debug_token",):
        from .oauth import debug_token

        return debug_token(call)
    tokens.authenticate(call)
    if not call.path:
        return _many(call)
    if call.path == ("search",):
        from .search import answer as answer_search

        return answer_search(call)
    if len(call.path) > 2:
        raise errors.unknown_path(call.method, "/".join(call.path[2:]))
    thing = resolve(call, call.path[0])
    usage.check(call)
    return _on_edge(call, thing) if len(call.path) == 2 else _on_node(call, thing)


def resolve(call: Call, name: str) -> Thing:
    """Return the node, having checked that the caller may see it, with its account settled up to now."""
    if name == "me":
        return call.person if call.person else _missing(call, name)
    thing = call.store.get(name.removeprefix("act_"))
    if thing is None or (thing.kind == "account") != name.startswith("act_") or thing.kind in ("token", "code"):
        return _missing(call, name)
    account = thing if thing.kind == "account" else call.store.get(thing.account, "account") if thing.account else None
    if thing.kind == "person" and thing.id != (call.person.id if call.person else ""):
        return _missing(call, name)
    if account:
        _check_access(call, account, thing)
        call.account = account
        call.world.settle(account)
    return thing


def _check_access(call: Call, account: Thing, thing: Thing) -> None:
    if call.person is None or call.person.id not in account.data["_people"]:
        if thing.kind == "account":
            raise errors.not_granted("Ad account owner has NOT grant ads_management or ads_read permission")
        _missing(call, thing.id)
    scopes = ("ads_management",) if call.method != "GET" else ("ads_management", "ads_read")
    tokens.need_scope(call, *scopes)


def _missing(call: Call, name: str) -> Any:
    raise errors.no_such(name, call.method)


def _on_edge(call: Call, thing: Thing) -> Any:
    handler = EDGES.get((thing.kind, call.path[1], call.method))
    if handler is None:
        raise errors.unknown_path(call.method, call.path[1])
    return handler(call, thing)


def _on_node(call: Call, thing: Thing) -> Any:
    if call.method == "GET":
        return render(call, thing, call.text("fields"))
    handler = NODES.get((thing.kind, call.method))
    if handler is None:
        raise errors.no_such(visible_id(thing), call.method)
    return handler(call, thing)


def _many(call: Call) -> dict[str, Any]:
    """Answer `/?ids=a,b`: an object by id; one that is missing fails the whole call, as Meta does."""
    names = [name for name in call.require("ids").split(",") if name]
    if len(names) > _BATCH_MOST:
        raise errors.GraphError(f"(#100) Too many IDs. Maximum: {_BATCH_MOST}. Provided: {len(names)}")
    return {name: render(call, resolve(call, name), call.text("fields")) for name in names}


def _batch(call: Call) -> list[dict[str, Any]]:
    """Answer a batch: each part stands alone, none is atomic with another."""
    from .http import parse_target

    parts = call.json("batch", list)
    if len(parts) > _BATCH_MOST:
        raise errors.GraphError(f"Too many requests in batch message. Maximum batch size is {_BATCH_MOST}", 1)
    answers = []
    for part in parts:
        path, params = parse_target(part["relative_url"], part.get("body", ""))
        shared = {k: call.params[k] for k in ("access_token", "appsecret_proof") if k in call.params}
        sub = call.sub(path, {**shared, **params}, part["method"].upper())
        sub.made = []
        reply = answer(sub)
        call.made += sub.made
        headers = [{"name": name, "value": value} for name, value in reply.headers.items()]
        answers.append({"code": reply.status, "headers": headers, "body": json.dumps(reply.body)})
    return answers

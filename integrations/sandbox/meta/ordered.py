"""The answers of ordered faults that answer without doing anything."""

import json

from ..faults import Rule
from ..http import Reply
from . import errors
from .call import Call


def early_answer(rule: Rule, call: Call) -> Reply | None:
    """Return the answer of a fault that answers without doing anything."""
    if rule.kind == "429":
        error = errors.throttled(rule.code or 80004)
        entry = {"type": "ads_management", "call_count": 100, "total_cputime": 30, "total_time": 40}
        entry |= {"estimated_time_to_regain_access": rule.minutes, "ads_api_access_tier": call.world.config.tier}
        heads = {"x-business-use-case-usage": json.dumps({"200000000001": [entry]})}
        return Reply(error.body(), rule.status or error.http, heads, error.code)
    if rule.kind == "500":
        error = errors.GraphError(
            "An unexpected error has occurred. Please retry your request later.", 2, http=500, transient=True
        )
        body = error.body()
        body["error"]["is_transient"] = True
        return Reply(body, rule.status or 500, code=error.code)
    if rule.kind == "error":
        error = errors.GraphError(rule.message or f"(#{rule.code}) Ordered error", rule.code or 1, rule.subcode)
        return Reply(error.body(), rule.status or error.http, code=error.code)
    return None

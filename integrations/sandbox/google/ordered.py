"""The failures of ordered faults: `429`, `500`, and `error` with a code like `CampaignError.DUPLICATE_CAMPAIGN_NAME`."""

import re

from ..faults import Rule
from .errors import Failure, Problem, exhausted


def failure(rule: Rule | None) -> Failure | None:
    """Return what the fault has the call answer, or None when it does not concern the answer."""
    if rule is None:
        return None
    if rule.kind == "429":
        return exhausted(rule.minutes * 60)
    if rule.kind == "500":
        words = "Transient internal error has occurred. Please retry your request."
        return Failure([Problem("internal_error", "TRANSIENT_ERROR", words)])
    if rule.kind == "error":
        category, _, code = str(rule.code or "InternalError.INTERNAL_ERROR").rpartition(".")
        category = re.sub(r"(?<!^)(?=[A-Z])", "_", category or "RequestError").lower()
        return Failure([Problem(category, code, rule.message or "Ordered error.")])
    return None

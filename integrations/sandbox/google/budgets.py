"""CampaignBudget: what one or several campaigns may spend in a day, or in all."""

from typing import Any

from .. import currencies
from ..store import Thing
from .batch import Batch, Handler, check_name, is_taken
from .errors import Problem, required
from .masks import need_masked

_MOST = 10**13


def create(batch: Batch, data: dict[str, Any]) -> Thing:
    """`explicitly_shared` is true unless false is said; a shared budget needs a name, another takes its campaign's."""
    data.setdefault("explicitly_shared", True)
    data.setdefault("period", "DAILY")
    data.setdefault("delivery_method", "STANDARD")
    data |= {"status": "ENABLED", "type_": data.get("type_", "STANDARD")}
    check_name(data, 255, is_needed=data["explicitly_shared"])
    _check_unique(batch, data)
    _check_amounts(batch, data, "create")
    return batch.make("campaign_budget", data, parent="")


def update(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    need_masked(thing.data, paths, "amount_micros" if before["period"] == "DAILY" else "total_amount_micros")
    if before["explicitly_shared"] and not thing.data.get("explicitly_shared"):
        words = "A shared budget can't be made a budget of one campaign."
        raise _problem("CANNOT_UPDATE_CAMPAIGN_BUDGET_TO_IMPLICITLY_SHARED", words, "update", "explicitly_shared")
    if thing.data.get("name") != before.get("name"):
        _check_unique(batch, thing.data, own=thing.id, verb="update")
    _check_amounts(batch, thing.data, "update")
    for campaign in batch.call.store.list("google.campaign", parent=thing.id):
        campaign.data["_budget_edited"] = batch.now
        batch.keep(campaign)


def remove(batch: Batch, thing: Thing) -> None:
    if any(c.data["status"] != "REMOVED" for c in batch.call.store.list("google.campaign", parent=thing.id)):
        raise _problem("CAMPAIGN_BUDGET_IN_USE", "The budget is still used by a campaign.", "remove")
    thing.data["status"] = "REMOVED"
    batch.keep(thing)


def minimum_a_day(batch: Batch) -> int:
    """Return the least micros a day in the account's currency."""
    currency = batch.account.data["currency"]
    return currencies.minimum_daily(currency) * currencies.minor_micros(currency)


def check_total(batch: Batch, budget: Thing, days: int) -> None:
    """Refuse a total budget that comes to less than the minimum for each of its campaign's days."""
    total = int(budget.data["total_amount_micros"])
    if total < minimum_a_day(batch) * days:
        raise _too_low(batch, days, total, "create", "campaign_budget")


def check_multiple(batch: Batch, amount: Any, category: str, code: str, *path: str) -> int:
    """Return an amount of micros; raises when it is no multiple of the currency's billable unit."""
    unit = currencies.minor_micros(batch.account.data["currency"])
    if int(amount) % unit:
        raise Problem(category, code, f"The amount must be a multiple of {unit} micros.", path, str(amount))
    return int(amount)


def _check_unique(batch: Batch, data: dict[str, Any], *, own: str = "", verb: str = "create") -> None:
    if data.get("name") and is_taken(batch, "google.campaign_budget", data["name"], own=own):
        words = "A campaign budget with this name already exists."
        raise _problem("DUPLICATE_NAME", words, verb, "name", trigger=data["name"])


def _check_amounts(batch: Batch, data: dict[str, Any], verb: str) -> None:
    is_total = data["period"] == "CUSTOM_PERIOD"
    name, other = ("total_amount_micros", "amount_micros") if is_total else ("amount_micros", "total_amount_micros")
    if data.get(other) is not None:
        code = "BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD"
        code = code if is_total else "TOTAL_BUDGET_AMOUNT_MUST_BE_UNSET_FOR_BUDGET_PERIOD_DAILY"
        raise _problem(code, "The amount does not go with the budget's period.", verb, other)
    if data.get(name) is None:
        raise required(verb, name)
    if data["delivery_method"] == "ACCELERATED":
        words = "Accelerated delivery is no longer available."
        raise _problem("CANNOT_USE_ACCELERATED_DELIVERY_MODE", words, verb, "delivery_method")
    if is_total and data["explicitly_shared"]:
        raise _problem("CAMPAIGN_BUDGET_CANNOT_BE_SHARED", "A total budget can't be shared.", verb, "explicitly_shared")
    _check_amount(batch, int(data[name]), name, verb)


def _check_amount(batch: Batch, amount: int, name: str, verb: str) -> None:
    if amount < 0:
        raise _problem("NEGATIVE_MONEY_AMOUNT", "The amount is negative.", verb, name)
    if amount > _MOST:
        raise _problem("MONEY_AMOUNT_TOO_LARGE", "The amount is too large.", verb, name)
    check_multiple(batch, amount, "campaign_budget_error", "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT", verb, name)
    if amount < minimum_a_day(batch):
        raise _too_low(batch, 1, amount, verb, name)


def _too_low(batch: Batch, days: int, amount: int, *path: str) -> Problem:
    least = minimum_a_day(batch)
    kind = "total_amount_micros" if path[-1] != "amount_micros" else "amount_micros"
    details = {
        "currency_code": batch.account.data["currency"], "budget_per_day_minimum_micros": str(least),
        f"minimum_budget_{kind}": str(least * days), f"failed_budget_{kind}": str(amount),
    }  # fmt: skip
    problem = _problem("BUDGET_BELOW_PER_DAY_MINIMUM", "The budget is below the minimum for a day.", *path)
    problem.details = {"budget_per_day_minimum_error_details": details}
    return problem


def _problem(code: str, words: str, *path: str, trigger: str = "") -> Problem:
    return Problem("campaign_budget_error", code, words, path, trigger)


HANDLER = Handler(create, update, remove, frozenset(("period", "type")))

"""The ceilings: what all budgets together may be a day, on one ad account and in the whole organisation.

A change is measured by what it adds to what platforms may hold already; one that adds nothing passes even above a
ceiling, so that a ceiling which was lowered keeps nobody from saving.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from campaigns.models import Ad, AdGroup, PlatformCampaign, Policy
from campaigns.selectors.commitments import Book, read_book, widen
from campaigns.selectors.policy import NoRate, Rates, currency_of, get_ceilings, get_rates
from campaigns.services import words
from campaigns.services.guards.refusals import Refusal
from campaigns.types import BUDGETS, ChangeKind, TargetField, Wanted


@dataclass(frozen=True, slots=True)
class _Ceiling:
    """A ceiling in minor units; `total` is what a book holds of what it bounds."""

    whose: str
    amount_minor: int
    currency: str
    total: Callable[[Book], int]


def list_refusals(raising: Sequence[Wanted], policy: Policy, now: datetime) -> list[Refusal]:
    """Return one refusal for each ceiling that these changes together would pass. Reads the book only where there is one."""
    wanted = [(one, part_of(one.target)) for one in raising if not isinstance(one.target, Ad)]
    rates = get_rates() if policy.daily_ceiling_minor is not None else Rates({})
    ceilings = _ceilings(policy, [part for _, part in wanted], rates)
    if not ceilings:
        return []
    accounts = None if policy.daily_ceiling_minor is not None else {part.account_id for _, part in wanted}
    book = read_book(now=now, accounts=accounts, also={part.pk for _, part in wanted})
    was = [_total(ceiling, book) for ceiling in ceilings]
    grows = _widen(book, wanted)
    field = _field([one for one, _ in wanted])
    found = [_text(ceiling, before, _total(ceiling, book)) for ceiling, before in zip(ceilings, was, strict=True)]
    return [Refusal(text, field) for text in found if text and grows]


def part_of(target: PlatformCampaign | AdGroup) -> PlatformCampaign:
    """Return the platform campaign that a budget holder belongs to, or is."""
    return target if isinstance(target, PlatformCampaign) else target.platform_campaign


def _ceilings(policy: Policy, parts: Sequence[PlatformCampaign], rates: Rates) -> list[_Ceiling]:
    own = get_ceilings()
    accounts = {part.account_id: part for part in parts if part.account_id in own}
    found = [_of_account(part, own[pk]) for pk, part in accounts.items()]
    if policy.daily_ceiling_minor is not None:
        currency = currency_of(policy)
        total = lambda book: rates.add_up(book.by_currency(), currency)  # noqa: E731
        found.append(_Ceiling("everything together", policy.daily_ceiling_minor, currency, total))
    return found


def _of_account(part: PlatformCampaign, amount_minor: int) -> _Ceiling:
    name = f"{part.account.name} on {words.platform_name(part.platform)}"
    pk = part.account_id
    return _Ceiling(name, amount_minor, part.currency, lambda book: book.of_account(pk))


def _widen(book: Book, wanted: Sequence[tuple[Wanted, PlatformCampaign]]) -> bool:
    """Enter what is wanted into the book; return whether any part may spend more than before."""
    parts = {part.uuid: book.parts[part.uuid] for _, part in wanted if part.uuid in book.parts}
    before = {uuid: part.a_day_minor for uuid, part in parts.items()}
    for one, row in wanted:
        part = parts.get(row.uuid)
        group = None if part is None or one.target is row else part.groups.get(one.target.uuid)
        if part and (group or isinstance(one.target, PlatformCampaign)):
            widen(part, TargetField(one.field), one.after, group)
    return any(part.a_day_minor > before[uuid] for uuid, part in parts.items())


def _total(ceiling: _Ceiling, book: Book) -> int | NoRate:
    try:
        return ceiling.total(book)
    except NoRate as error:
        return error


def _text(ceiling: _Ceiling, was: int | NoRate, would_be: int | NoRate) -> str:
    if isinstance(would_be, NoRate):
        return _no_rate(would_be, ceiling)
    if isinstance(was, NoRate) or would_be <= ceiling.amount_minor or would_be <= was:
        return ""
    left = words.of_money(max(ceiling.amount_minor - was, 0), ceiling.currency)
    most = words.of_money(ceiling.amount_minor, ceiling.currency)
    needs = words.of_money(would_be - was, ceiling.currency)
    return f"It needs {needs} a day more, and {left} is left of the {most} a day that {ceiling.whose} may spend."


def _no_rate(error: NoRate, ceiling: _Ceiling) -> str:
    return (
        f"No exchange rate is known for {error.currency}, so it cannot be said what is left of the "
        f"{words.of_money(ceiling.amount_minor, ceiling.currency)} a day that everything together may spend. "
        "Wait for the rates, which come every afternoon, or set ceilings for the accounts instead."
    )


def _field(wanted: Sequence[Wanted]) -> str:
    """Return the field that is to blame: the first budget or end; of a launch its budget; none of a switch."""
    for one in wanted:
        if one.field in (*BUDGETS, TargetField.END_DATE):
            return str(one.field.value)
        if one.kind == ChangeKind.LAUNCH:
            whole = one.target.daily_budget_minor is None and one.target.lifetime_budget_minor is not None
            return str(TargetField.LIFETIME_BUDGET.value if whole else TargetField.DAILY_BUDGET.value)
    return ""

"""What a draft must hold. Every problem goes to its field, in words that say what to do."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

import pycountry

import creatives.selectors
from campaigns.models import AccountMinimum
from campaigns.types import CallToAction, Draft
from integrations.types import Purpose
from tenants import formats, place
from tenants.errors import Invalid

LENGTHS = {"name": 150, "primary_text": 2000, "headline": 255, "description": 255, "link": 2000}
LABELS = {
    "name": "a name",
    "primary_text": "the text",
    "headline": "a headline",
    "description": "a description",
    "link": "the address",
}
MULTILINE = {"primary_text"}
COUNTRIES_MAX = 50
CEILING_FACTOR = 100_000
"""A daily budget above this many times the platform's least is taken for a slip of the finger."""
CEILING_MAJOR = 100_000
AGES = (13, 65)
DAYS_AHEAD = 3650


class Problems:
    """Field errors, collected: one form shows them all at once."""

    def __init__(self):
        self.fields: dict[str, list[str]] = {}

    def add(self, field: str, text: str) -> None:
        """Add a problem, at most one a field and text."""
        texts = self.fields.setdefault(field, [])
        if text and text not in texts:
            texts.append(text)

    def raise_any(self) -> None:
        """Raise Invalid when there is one."""
        if self.fields:
            raise Invalid(self.fields)


def check_draft(draft: Draft, *, account, today: date) -> Draft:
    """Return the draft with its texts trimmed, or raise Invalid with every problem. `today` is the account's day."""
    problems = Problems()
    texts = {field: check_text(field, getattr(draft, field), problems) for field in LENGTHS}
    _check_link(texts["link"], problems)
    _check_word("purpose", draft.purpose, Purpose, "Choose what the campaign is for.", problems)
    _check_word("call_to_action", draft.call_to_action, CallToAction, "Choose one of the list.", problems)
    _check_countries(draft.countries, problems)
    _check_ages(draft, problems)
    _check_days(draft, today, problems)
    _check_asset(draft, problems)
    if account is None:
        problems.add("ad_account", "Choose the ad account that pays for it.")
    check_budget(draft.daily_budget_minor, account=account, problems=problems)
    problems.raise_any()
    return _with(draft, **texts, countries=tuple(dict.fromkeys(draft.countries)))


def check_text(field: str, value: str, problems: Problems) -> str:
    """Return the text trimmed; add a problem when it is missing, too long, or holds what cannot be shown."""
    text = (value or "").strip()
    if not text and field != "description":
        problems.add(field, f"Write {LABELS[field]}.")
    if len(text) > LENGTHS[field]:
        problems.add(field, f"That is {len(text)} characters; {LENGTHS[field]} fit.")
    allowed = "\n\r\t" if field in MULTILINE else ""
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in allowed for sign in text):
        problems.add(field, "It holds characters that cannot be shown. Write it again instead of pasting it.")
    return text


def check_budget(amount_minor: int | None, *, account, problems: Problems) -> None:
    """Add a problem when a daily budget is missing, negative, below the platform's least, or absurd.

    The last two are an account's business, and wait until there is one.
    """
    field = "daily_budget_minor"
    if amount_minor is None or isinstance(amount_minor, bool) or not isinstance(amount_minor, int):
        return problems.add(field, "Write an amount of money a day.")
    if amount_minor <= 0:
        return problems.add(field, "A budget is more than nothing.")
    if account is None:
        return None
    least = AccountMinimum.objects.filter(account=account).values_list("daily_budget_minor", flat=True).first()
    most = least * CEILING_FACTOR if least else CEILING_MAJOR * 10 ** formats.minor_digits(account.currency)
    if least and amount_minor < least:
        platform = account.platform.title()
        problems.add(field, f"{platform} takes no less than {money(least, account.currency)} a day on this account.")
    elif amount_minor > most:
        problems.add(
            field, f"More than {money(most, account.currency)} a day looks like a slip. Write a smaller amount."
        )
    return None


def money(amount_minor: int, currency: str) -> str:
    """Write an amount for people, in the organisation's locale."""
    return formats.money(formats.from_minor(amount_minor, currency), currency, place.current().locale)


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """Return every country of ISO 3166-1 by its two letters."""
    return frozenset(country.alpha_2 for country in pycountry.countries)


def _check_link(link: str, problems: Problems) -> None:
    if not link:
        return
    try:
        parts = urlsplit(link)
        is_good = (
            parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not any(c.isspace() for c in link)
        )
        is_good = is_good and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        is_good = False
    if not is_good:
        problems.add("link", "Write a whole web address, such as https://example.com/cakes.")


def _check_word(field: str, value: str, words: Iterable[StrEnum], text: str, problems: Problems) -> None:
    if value not in {word.value for word in words}:
        problems.add(field, text)


def _check_countries(countries: tuple[str, ...], problems: Problems) -> None:
    unknown = sorted(set(map(str, countries)) - country_codes())
    if not countries:
        problems.add("countries", "Choose at least one country.")
    elif unknown:
        problems.add(
            "countries",
            f"There is no country {', '.join(code[:10] for code in unknown[:5])}. Use two letters, such as IE.",
        )
    elif len(countries) > COUNTRIES_MAX:
        problems.add("countries", f"That is {len(countries)} countries; {COUNTRIES_MAX} fit.")


def _check_ages(draft: Draft, problems: Problems) -> None:
    least, most = AGES
    for field in ("age_min", "age_max"):
        age = getattr(draft, field)
        if age is not None and not least <= age <= most:
            problems.add(field, f"Write an age from {least} to {most}; {most} means {most} and older.")
    if draft.age_min and draft.age_max and draft.age_max < draft.age_min:
        problems.add("age_max", f"That is below the youngest, {draft.age_min}.")


def _check_days(draft: Draft, today: date, problems: Problems) -> None:
    start, end = draft.start_date, draft.end_date
    _check_day("start_date", start, today, problems)
    if start and end and end < start:
        first = formats.day(start, place.current().locale)
        problems.add("end_date", f"The end is before the start, {first}. Choose a later day or leave it empty.")
    else:
        _check_day("end_date", end, today, problems)


def _check_day(field: str, day: date | None, today: date, problems: Problems) -> None:
    if day and day < today:
        first = formats.day(today, place.current().locale)
        problems.add(field, f"That day is over. Choose {first} or later, or leave it empty.")
    elif day and (day - today).days > DAYS_AHEAD:
        problems.add(
            field, f"That is more than {DAYS_AHEAD // 365} years away. Choose an earlier day or leave it empty."
        )


def _check_asset(draft: Draft, problems: Problems) -> None:
    if draft.asset is None:
        problems.add("asset", "Choose a picture, or upload one.")
    elif draft.asset not in creatives.selectors.get_assets_by_id([draft.asset]):
        problems.add("asset", "This picture is not in your library. Choose another.")


def _with(draft: Draft, **values) -> Draft:
    return Draft(**{name: values.get(name, getattr(draft, name)) for name in draft.__dataclass_fields__})

"""Which inputs must be filled in, for the chosen platforms and purpose, and what is said of an empty one."""

from collections.abc import Iterator

from campaigns.forms import fields
from integrations.types import Platform, Purpose


def of(form) -> Iterator[tuple[str, str]]:
    """Yield the names of the inputs that must not stay empty."""
    for name, _ in form.budgets():
        yield name, "Write an amount of money." if form.is_whole else "Write an amount of money a day."
    if form.purpose != Purpose.STORE_VISITS:
        yield "countries", "Choose at least one country."
    if Platform.META in form.platforms:
        yield "primary_text", "Write the text."
        yield "headline", "Write a headline."
    if Platform.TIKTOK in form.platforms:
        yield "t_text", "Write the text."
    if Platform.GOOGLE in form.platforms:
        yield from _google(form)


def _google(form) -> Iterator[tuple[str, str]]:
    limits = form.limits(Platform.GOOGLE.value)
    for prefix, kind, said in (
        ("g_headline", "headlines", "Write a headline."),
        ("g_description", "descriptions", "Write a description."),
    ):
        least = limits.texts[kind].least
        yield from ((name, said) for name in fields.names(prefix, limits.texts[kind], least))
    if "long_headlines" in limits.texts:
        yield "g_long_headline", "Write a long headline."
    if "business_name" in limits.texts:
        yield "g_business_name", "Write the name of your business."
    if limits.needs_keywords:
        yield "keywords", "Write at least one thing that people would search for."

"""Marlow Bakehouse's ninety days: who is there, and in what words a campaign's story is told.

Days count back from today: 90 is the first, 0 is today. Budgets are cents a day.
"""

from dataclasses import dataclass, field, replace

from campaigns.types import Creative
from integrations.types import Channel, Keyword, Platform, Purpose, Targeting

ORGANIZATION = {
    "name": "Marlow Bakehouse",
    "slug": "demo",
    "time_zone": "Europe/Dublin",
    "currency": "EUR",
    "locale": "en-IE",
}
OWNER = ("nora@marlow.example", "Nora Marlow")
MEMBERS = (
    ("olive@marlow.example", "Olive Marlow", "admin"),
    ("tom@marlow.example", "Tom Reilly", "manager"),
    ("orla@keane.example", "Orla Keane", "client"),
)
DAYS = 90
CONNECTED = ((Platform.META, 90), (Platform.GOOGLE, 80), (Platform.META, 45), (Platform.TIKTOK, 43))
"""When Nora gave each platform's permission; Meta's again because it ends after sixty days."""
INHERITED = 24
"""When Nora was handed the Google Ads account that an agency had kept for her, and connected it too."""
AGENCY = {
    "person": "marlow",
    "platform": "google",
    "name": "Marlow Bakehouse (agency)",
    "campaigns": [{"name": "Local bakery, Dublin 8", "days": 60, "daily_budget_minor": 700, "goal": "target_spend"}],
}
OPENED_ABROAD = 40
"""When Olive, Nora's sister, began to sell in Boston: an account that counts in dollars, in New York's days."""
ABROAD = {
    "person": "marlow",
    "platform": "meta",
    "name": "Marlow Bakehouse US",
    "currency": "USD",
    "time_zone": "America/New_York",
    "campaigns": [{"name": "Fruit cake by post, Boston", "days": 45, "daily_budget_minor": 900, "country": "US"}],
}
UNREAD = 75
"""The day abroad that never came: Meta had no answer for it, and nobody has had it read since.

Whoever gives a permission again has the past read again, so Meta's is given for the last time before that account.
"""
IRELAND = Targeting(countries=("IE",))
LOGO, SQUARE, WIDE, FILM = "logo", "square", "wide", "film"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a campaign: `who` is an e-mail, or "platform" for somebody in the platform's own pages.

    `where` is the platform whose part it was, for a campaign that has several.
    """

    days_ago: int
    hour: int
    what: str
    who: str = OWNER[0]
    reason: str = ""
    budget_minor: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A campaign's part on one platform: its budget, its words, which of the drawn media it shows, and to whom."""

    platform: Platform
    budget_minor: int
    words: Creative
    shows: tuple[str, ...] = ()
    channel: str = ""
    aim: Targeting = IRELAND


@dataclass(frozen=True, slots=True)
class Story:
    """One campaign: what was made on which day, and what happened to it since. `picture` is a drawing and its ground."""

    launched: int
    name: str
    purpose: Purpose
    link: str
    call_to_action: str
    picture: tuple[str, str]
    parts: tuple[Part, ...]
    events: tuple[Event, ...] = field(default=())


def on_meta(budget_minor: int, text: str, headline: str, description: str) -> Part:
    """Return a part on Facebook and Instagram: one picture."""
    words = Creative(primary_texts=(text,), headlines=(headline,), descriptions=(description,))
    return Part(Platform.META, budget_minor, words, (SQUARE,))


def on_meta_film(budget_minor: int, text: str, headline: str, *, aim: Targeting) -> Part:
    """Return a part on Facebook and Instagram: one upright film, for some people."""
    words = Creative(primary_texts=(text,), headlines=(headline,))
    return Part(Platform.META, budget_minor, words, (FILM,), aim=aim)


def on_search(
    budget_minor: int, *, keywords: tuple[Keyword, ...], headlines: tuple[str, ...], descriptions: tuple[str, ...]
) -> Part:
    """Return a part on Google Search: words alone."""
    words = Creative(headlines=headlines, descriptions=descriptions, display_path=("cakes",))
    return Part(Platform.GOOGLE, budget_minor, words, channel=Channel.SEARCH, aim=replace(IRELAND, keywords=keywords))


def on_performance_max(
    budget_minor: int, *, headlines: tuple[str, ...], long_headline: str, descriptions: tuple[str, ...]
) -> Part:
    """Return a part on all of Google: words, pictures and the bakery's logo, which Google puts together."""
    words = Creative(
        headlines=headlines,
        long_headlines=(long_headline,),
        descriptions=descriptions,
        business_name=ORGANIZATION["name"],
    )
    return Part(Platform.GOOGLE, budget_minor, words, (SQUARE, WIDE, LOGO), channel=Channel.PERFORMANCE_MAX)


def on_tiktok(budget_minor: int, text: str) -> Part:
    """Return a part on TikTok: one upright film. TikTok takes no less than 50 euros a day."""
    return Part(Platform.TIKTOK, budget_minor, Creative(primary_texts=(text,)), (FILM,))

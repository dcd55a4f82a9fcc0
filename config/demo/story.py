"""Marlow Bakehouse's ninety days: who is there, what was advertised, and who changed what, when and why.

Days count back from today: 90 is the first, 0 is today. Budgets are cents a day.
"""

from dataclasses import dataclass, field

from integrations.types import Purpose

ORGANIZATION = {
    "name": "Marlow Bakehouse",
    "slug": "demo",
    "time_zone": "Europe/Dublin",
    "currency": "EUR",
    "locale": "en-IE",
}
OWNER = ("nora@marlow.example", "Nora Marlow")
MEMBERS = (
    ("tom@marlow.example", "Tom Reilly", "manager"),
    ("orla@keane.example", "Orla Keane", "client"),
)
DAYS = 90
RECONNECTED = (45, 2)
"""When Nora gave Meta's permission again: it ends after sixty days."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a campaign: `who` is an e-mail, or "platform" for somebody in the platform's own pages."""

    days_ago: int
    hour: int
    what: str
    who: str = OWNER[0]
    reason: str = ""
    budget_minor: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """One campaign: what was made on which day, and what happened to it since."""

    launched: int
    name: str
    purpose: Purpose
    budget_minor: int
    link: str
    primary_text: str
    headline: str
    description: str
    call_to_action: str
    picture: tuple[str, str]
    events: tuple[Event, ...] = field(default=())


CAMPAIGNS = (
    Story(
        launched=90,
        name="Weekend bread box",
        purpose=Purpose.SALES,
        budget_minor=1800,
        link="https://marlow.example/bread-box",
        primary_text="Three loaves, four rolls and something sweet, baked on Friday night and at your door on Saturday. "
        "Order by Thursday noon.",
        headline="Your weekend, baked",
        description="Free delivery in Dublin",
        call_to_action="order",
        picture=("bread_box", "#dfe3cf"),
        events=(
            Event(52, 10, "budget", reason="Saturdays sell out by Wednesday: room for more.", budget_minor=2200),
            Event(33, 16, "budget", reason="The oven is full.", budget_minor=1800),
            Event(1, 17, "budget", who="platform", budget_minor=2500),
        ),
    ),
    Story(
        launched=86,
        name="Birthday cakes",
        purpose=Purpose.SALES,
        budget_minor=1600,
        link="https://marlow.example/birthday-cakes",
        primary_text="A cake with their name on it, ready in two days. Choose the sponge, the filling and the colour; "
        "we bake it on the morning you collect it.",
        headline="Their name, on a cake",
        description="Ready in two days",
        call_to_action="order",
        picture=("birthday_cake", "#cfe0ec"),
        events=(
            Event(61, 9, "pause", who="tom@marlow.example", reason="Closed for a week: the floor is being redone."),
            Event(54, 8, "resume", who="tom@marlow.example", reason="Open again."),
            Event(20, 11, "budget", reason="Costs less per order than the bread box.", budget_minor=2000),
        ),
    ),
    Story(
        launched=70,
        name="Sourdough classes",
        purpose=Purpose.TRAFFIC,
        budget_minor=900,
        link="https://marlow.example/classes",
        primary_text="Five hours, eight people, one starter that you take home. Sundays in our bakehouse in Dublin 8.",
        headline="Learn sourdough on a Sunday",
        description="Eight places a class",
        call_to_action="book_now",
        picture=("class", "#f0e6d2"),
        events=(Event(9, 18, "pause", reason="All classes until January are full."),),
    ),
    Story(
        launched=19,
        name="Christmas cakes",
        purpose=Purpose.SALES,
        budget_minor=3000,
        link="https://marlow.example/christmas-cakes",
        primary_text="Fed with whiskey since September, iced in December, delivered to any door in Ireland. "
        "Order by 18 December.",
        headline="Christmas cake, delivered",
        description="Anywhere in Ireland",
        call_to_action="shop_now",
        picture=("christmas_cake", "#b9cdd3"),
        events=(
            Event(11, 9, "budget", reason="The cheapest orders of all: give it more.", budget_minor=3800),
            Event(10, 14, "undo", who="tom@marlow.example", reason="The icing team needs a week to catch up."),
            Event(4, 9, "budget", reason="Caught up.", budget_minor=3400),
        ),
    ),
    Story(
        launched=1,
        name="Stollen by post",
        purpose=Purpose.SALES,
        budget_minor=1200,
        link="https://marlow.example/stollen",
        primary_text="Almonds, butter, four weeks of patience. Baked in Dublin, posted in a tin.",
        headline="Stollen season",
        description="Posted in a tin",
        call_to_action="shop_now",
        picture=("stollen", "#1b2340"),
        events=(Event(1, 15, "reject", who="platform"),),
    ),
)

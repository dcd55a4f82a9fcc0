"""The bakery's campaigns of all year: bread, birthday cakes, classes, the morning bake."""

from decimal import Decimal

from config.demo.story import Event, Story, on_meta, on_meta_film, on_search, on_tiktok
from integrations.types import Keyword, MatchType, Purpose, Radius, Targeting

TOM = "tom@marlow.example"
AROUND_THE_CORNER = Radius(Decimal("53.338"), Decimal("-6.282"), 5, "Dublin 8")
BREAD_BOX = Story(
    launched=90,
    name="Weekend bread box",
    purpose=Purpose.SALES,
    link="https://marlow.example/bread-box",
    call_to_action="order",
    picture=("bread_box", "#dfe3cf"),
    parts=(
        on_meta(
            1800,
            "Three loaves, four rolls and something sweet, baked on Friday night and at your door on Saturday. "
            "Order by Thursday noon.",
            "Your weekend, baked",
            "Free delivery in Dublin",
        ),
    ),
    events=(
        Event(52, 10, "budget", reason="Saturdays sell out by Wednesday: room for more.", budget_minor=2200),
        Event(33, 16, "budget", reason="The oven is full.", budget_minor=1800),
        Event(1, 17, "budget", who="platform", budget_minor=2500),
    ),
)
BIRTHDAY_CAKES = Story(
    launched=86,
    name="Birthday cakes",
    purpose=Purpose.SALES,
    link="https://marlow.example/birthday-cakes",
    call_to_action="order",
    picture=("birthday_cake", "#cfe0ec"),
    parts=(
        on_meta(
            1600,
            "A cake with their name on it, ready in two days. Choose the sponge, the filling and the colour; "
            "we bake it on the morning you collect it.",
            "Their name, on a cake",
            "Ready in two days",
        ),
    ),
    events=(
        Event(61, 9, "pause", who=TOM, reason="Closed for a week: the floor is being redone."),
        Event(54, 8, "resume", who=TOM, reason="Open again."),
        Event(20, 11, "budget", reason="Costs less per order than the bread box.", budget_minor=2000),
    ),
)
SEARCHED_CAKES = Story(
    launched=78,
    name="Birthday cakes Dublin",
    purpose=Purpose.SALES,
    link="https://marlow.example/birthday-cakes",
    call_to_action="order",
    picture=("birthday_cake", "#cfe0ec"),
    parts=(
        on_search(
            1200,
            keywords=(
                Keyword("birthday cakes dublin", MatchType.PHRASE),
                Keyword("custom birthday cake", MatchType.PHRASE),
                Keyword("cake with name", MatchType.BROAD),
                Keyword("birthday cake collection today", MatchType.EXACT),
            ),
            headlines=("Birthday cakes in Dublin", "Their name, on a cake", "Ready in two days", "Order online"),
            descriptions=(
                "Choose the sponge, the filling and the colour. We bake it on the morning you collect.",
                "Baked in Dublin 8 since 2009. Collect from six in the morning.",
            ),
        ),
    ),
    events=(
        Event(61, 9, "pause", who=TOM, reason="Closed for a week: the floor is being redone."),
        Event(54, 8, "resume", who=TOM, reason="Open again."),
        Event(30, 10, "budget", reason="People who search buy: worth more than the box.", budget_minor=1500),
    ),
)
CLASSES = Story(
    launched=70,
    name="Sourdough classes",
    purpose=Purpose.TRAFFIC,
    link="https://marlow.example/classes",
    call_to_action="book_now",
    picture=("class", "#f0e6d2"),
    parts=(
        on_meta(
            900,
            "Five hours, eight people, one starter that you take home. Sundays in our bakehouse in Dublin 8.",
            "Learn sourdough on a Sunday",
            "Eight places a class",
        ),
    ),
    events=(Event(9, 18, "pause", reason="All classes until January are full."),),
)
EARLY_LOAF = Story(
    launched=75,
    name="The early loaf",
    purpose=Purpose.TRAFFIC,
    link="https://marlow.example/early",
    call_to_action="learn_more",
    picture=("sourdough", "#d8dfe6"),
    parts=(
        on_meta_film(
            2000,
            "Warm at half past six, five minutes from your door. The early loaf is kept for whoever lives around the corner.",
            "Warm at half past six",
            aim=Targeting(radii=(AROUND_THE_CORNER,), age_min=18, age_max=40),
        ),
    ),
)
"""One film, shown for months to the few people around the corner: by now they have all seen it, many times."""
MORNING_BAKE = Story(
    launched=40,
    name="The morning bake",
    purpose=Purpose.TRAFFIC,
    link="https://marlow.example/today",
    call_to_action="learn_more",
    picture=("sourdough", "#e7c9a2"),
    parts=(on_tiktok(5000, "Six in the morning, Dublin 8: the first loaves leave the oven."),),
    events=(
        Event(29, 12, "pause", reason="It did its work: there is a queue at seven."),
        Event(17, 9, "resume", who=TOM, reason="We open on Sundays until Christmas, and nobody knows it yet."),
    ),
)
ALL_YEAR = (BREAD_BOX, BIRTHDAY_CAKES, SEARCHED_CAKES, CLASSES, EARLY_LOAF, MORNING_BAKE)

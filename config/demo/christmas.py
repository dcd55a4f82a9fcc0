"""The bakery's Christmas: one campaign on all three platforms, and one whose ad was turned down."""

from config.demo.story import Event, Story, on_meta, on_performance_max, on_tiktok
from config.demo.tales import TOM
from integrations.types import Platform, Purpose

CHRISTMAS_CAKES = Story(
    launched=19,
    name="Christmas cakes",
    purpose=Purpose.SALES,
    link="https://marlow.example/christmas-cakes",
    call_to_action="shop_now",
    picture=("christmas_cake", "#b9cdd3"),
    parts=(
        on_meta(
            3000,
            "Fed with whiskey since September, iced in December, delivered to any door in Ireland. "
            "Order by 18 December.",
            "Christmas cake, delivered",
            "Anywhere in Ireland",
        ),
        on_performance_max(
            1800,
            headlines=("Christmas cakes", "Delivered in Ireland", "Order by 18 December", "Fed with whiskey"),
            long_headline="Christmas cakes from Dublin, delivered to any door in Ireland",
            descriptions=(
                "Fed with whiskey since September.",
                "Iced by hand in December and delivered to any door in Ireland. Order by 18 December.",
            ),
        ),
        on_tiktok(5000, "Fed with whiskey since September. Delivered to any door in Ireland."),
    ),
    events=(
        Event(
            11, 9, "budget", reason="The cheapest orders of all: give it more.", budget_minor=3800, where=Platform.META
        ),
        Event(10, 14, "undo", who=TOM, reason="The icing team needs a week to catch up."),
        Event(6, 10, "budget", reason="Google brings orders from Cork.", budget_minor=2200, where=Platform.GOOGLE),
        Event(4, 9, "budget", reason="Caught up.", budget_minor=3400, where=Platform.META),
    ),
)
STOLLEN = Story(
    launched=1,
    name="Stollen by post",
    purpose=Purpose.SALES,
    link="https://marlow.example/stollen",
    call_to_action="shop_now",
    picture=("stollen", "#1b2340"),
    parts=(
        on_meta(
            1200,
            "Almonds, butter, four weeks of patience. Baked in Dublin, posted in a tin.",
            "Stollen season",
            "Posted in a tin",
        ),
    ),
    events=(Event(1, 15, "reject", who="platform"),),
)
SEASON = (CHRISTMAS_CAKES, STOLLEN)

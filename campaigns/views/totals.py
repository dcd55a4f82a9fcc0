"""What a campaign may spend on all its platforms together; amounts of several currencies stand side by side, never added."""

from collections.abc import Iterable

from campaigns.services.words import of_money


def totals_of(parts: Iterable) -> dict[str, str]:
    """Return the daily sum, the most of it on a single day, the sum that is spread over all days, the most in all.

    "" where there is no such thing (`at_most` without an end). `question` is what a launch asks, `ask` whoever may not.
    """
    daily: dict[str, int] = {}
    whole: dict[str, int] = {}
    busiest: dict[str, int] = {}
    spread: dict[str, int] = {}
    is_open = False
    for one in parts:
        currency, spend = one.part.currency, one.spend
        if spend.lifetime_minor is None:
            daily[currency] = daily.get(currency, 0) + (spend.daily_minor or 0)
            busiest[currency] = busiest.get(currency, 0) + (spend.most_a_day_minor or 0)
        else:
            spread[currency] = spread.get(currency, 0) + spend.lifetime_minor
        if spend.at_most_minor is None:
            is_open = True
        else:
            whole[currency] = whole.get(currency, 0) + spend.at_most_minor
    a_day, at_most = _written(daily), "" if is_open else _written(whole)
    question = f"Launch and spend {a_day} a day?" if a_day else f"Launch and spend {at_most} in all?"
    ask = question.replace("Launch and spend", "Ask for a launch that spends")
    return {
        "daily": a_day,
        "most_a_day": _written(busiest),
        "spread": _written(spread),
        "at_most": at_most,
        "question": question,
        "ask": ask,
    }


def _written(amounts: dict[str, int]) -> str:
    return " and ".join(of_money(minor, currency) for currency, minor in sorted(amounts.items()))

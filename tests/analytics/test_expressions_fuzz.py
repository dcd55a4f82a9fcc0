"""Whatever is written, an expression is read or refused at a place; whatever is read, comes to what arithmetic says."""

import re
from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from analytics.expressions import Expression, ExpressionError, Unit, parse
from analytics.expressions.dimensions import COUNT, MONEY, RATIO
from analytics.types import Metrics

COUNTS = {"impressions", "clicks", "conversions"}
MONEYS = {"spend", "value"}
amounts = st.integers(0, 10**15)
metrics = st.builds(
    Metrics,
    impressions=st.integers(0, 10**10),
    clicks=st.integers(0, 10**8),
    conversions=st.decimals(0, 10**7, places=4),
    spend_micros=amounts,
    value_micros=amounts,
    currency=st.just("EUR"),
)
pieces = st.sampled_from(
    [
        *"+-*/(),. ",
        "spend",
        "value",
        "clicks",
        "roas",
        "min(",
        "max(",
        "abs(",
        "2",
        "0",
        "0.5",
        "×",
        "__class__",
        "\n",
        "é",
        "%",
        "\0",
    ]
)


@given(st.one_of(st.text(max_size=320), st.lists(pieces, max_size=80).map("".join)), metrics)
@example("ſpend", Metrics())
@example("İ" * 300, Metrics())
@example("((" * 150, Metrics())
@example("spend\r\n+\u2028value", Metrics())
def test_any_text_is_read_or_refused_at_a_place_within_it(text, known):
    found = attempt(text)
    if isinstance(found, ExpressionError):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.message.endswith((".", "?"))
    else:
        value = found.evaluate(known)
        assert value is None or (value.is_finite() and abs(value) <= 10**15)
        assert found.unit in Unit


def written(dimension):
    """Return expressions of a dimension that are right, as text."""
    names = st.sampled_from(
        sorted({MONEY: MONEYS, COUNT: COUNTS, RATIO: {"ctr", "roas", "conversion_rate"}}[dimension])
    )
    number = st.integers(0, 9999).map(lambda n: f"{n / 100:.2f}")

    def grow(smaller):
        same = st.tuples(smaller, st.sampled_from(["+", "-"]), smaller).map(" ".join).map("({})".format)
        scaled = st.tuples(smaller, st.just("*"), number).map(" ".join)
        picked = st.tuples(st.sampled_from(["min", "max"]), smaller, smaller).map(
            lambda of: f"{of[0]}({of[1]}, {of[2]})"
        )
        return st.one_of(same, scaled, picked, smaller.map("-{}".format), smaller.map("abs({})".format))

    return st.recursive(names, grow, max_leaves=6).filter(lambda text: len(text) <= 300)


@given(written(MONEY), written(COUNT), metrics)
def test_values_agree_with_fractions(money, count, known):
    for text in (money, count, f"({money}) / ({count})"):
        expression = attempt(text)
        if isinstance(expression, ExpressionError):  # too long or too deep for us, and nothing else
            assert "than" in expression.message
            continue
        exact = reckon(text, known)
        found = expression.evaluate(known)
        if exact is None or abs(exact) > 10**15:
            assert found is None
        else:
            assert abs(Fraction(found) - exact) <= abs(exact) / 10**30


@given(written(MONEY), written(COUNT), st.sampled_from(["{} + {}", "{} - {}", "max({}, {})"]))
def test_money_and_a_count_are_never_mixed(money, count, pattern):
    for one, other in ((money, count), (count, money)):
        found = attempt(pattern.format(f"({one})", f"({other})"))
        assert isinstance(found, ExpressionError)
        assert "cannot be" in found.message or "than" in found.message


def attempt(text: str) -> Expression | ExpressionError:
    """Return what was read, or why it was refused."""
    try:
        return parse(text)
    except ExpressionError as error:
        return error


def reckon(text: str, known: Metrics) -> Fraction | None:
    """Compute with Python's own grammar and fractions; None where something is divided by 0."""
    names = {name: Fraction(getattr(known, name)) for name in COUNTS}
    names |= {name: Fraction(getattr(known, f"{name}_micros"), 10**6) for name in MONEYS}
    numbers = re.sub(r"\d+\.\d+", lambda found: f"F('{found.group()}')", text)
    try:
        return eval(numbers, {"__builtins__": {}, "min": min, "max": max, "abs": abs, "F": Fraction} | names)
    except ZeroDivisionError:
        return None


def test_the_reckoner_itself_can_tell():
    with localcontext(prec=5):
        assert reckon("spend / clicks * 0.50", Metrics(1, 4, Decimal(0), 2_000_000, 0, "EUR")) == Fraction(1, 4)

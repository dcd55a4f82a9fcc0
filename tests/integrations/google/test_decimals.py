"""Google's doubles become the decimals that people would write."""

import pytest

from integrations.platforms.google.money import to_decimal, value_to_micros


@pytest.mark.parametrize(
    ("told", "written"),
    [(10.0, "10"), (100.0, "100"), (0.0, "0"), (-0.0, "0"), (3.5, "3.5"), (0.1 + 0.2, "0.3"), (1e7, "10000000"),
     (0.000001, "0.000001"), (1e16, "10000000000000000")],
)  # fmt: skip
def test_a_double_is_written_without_exponent_or_remains(told, written):
    assert str(to_decimal(told)) == written


def test_a_value_is_exact_in_micros():
    assert [value_to_micros(value) for value in (0.0, 19.99, 1234567.89, 100.0)] == [
        0, 19_990_000, 1_234_567_890_000, 100_000_000,
    ]  # fmt: skip

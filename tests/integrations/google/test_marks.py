"""The mark by which what was made is found again."""

import pytest

from integrations.platforms import marks


def test_the_same_step_of_the_same_operation_bears_the_same_mark_and_no_other_does():
    named = {marks.mark_name(op, key, "Cakes", most=50) for op in ("a", "b") for key in ("campaign", "ad:1", "ad:2")}
    assert len(named) == 6
    assert marks.mark_name("a", "campaign", "Cakes", most=50) in named
    assert all(name.startswith("Cakes ·") for name in named)


@pytest.mark.parametrize(("width", "letters"), [(len, 90), (marks.double_width, 45)])
def test_a_long_name_is_cut_and_keeps_its_mark(width, letters):
    name = marks.mark_name("a", "campaign", "蛋" * 400, most=100, width=width)
    assert width(name) <= 100
    assert name.endswith(marks.mark_of("a", "campaign"))
    assert name.count("蛋") == letters


def test_a_name_is_one_line_without_spaces_at_its_ends():
    assert marks.mark_name("a", "b", "  two\n lines\t here ", most=100).startswith("two lines here ·")

"""What takes long stands at the heads of the workers' stretches, and no test is lost or runs twice."""

from dataclasses import dataclass

import pytest

from tests.plugins.order import LONG, ROOT, arrange


@dataclass(frozen=True)
class Item:
    nodeid: str
    fixturenames: tuple[str, ...] = ()


SHORT = [Item(f"tests/config/test_short.py::test[{number}]") for number in range(60)]
STACK = [Item(f"tests/browser/test_page.py::test[{number}]", ("stack",)) for number in range(3)]
SLOW = [Item(f"{file}::test[{number}]") for file in LONG[:3] for number in range(2)]


@pytest.mark.parametrize("workers", [2, 3, 8])
def test_every_worker_begins_with_what_takes_long(workers):
    items = SHORT[:30] + STACK + SHORT[30:] + SLOW
    arranged = arrange(items, workers)
    assert sorted(item.nodeid for item in arranged) == sorted(item.nodeid for item in items)
    assert arranged[:3] == STACK
    begin = 0
    for worker in range(min(workers, 4)):
        assert arranged[begin] not in SHORT
        begin += (len(items) - begin) // (workers - worker)  # as pytest-xdist cuts the list


def test_the_files_that_are_called_long_are_there():
    assert [file for file in LONG if not (ROOT / file).is_file()] == []

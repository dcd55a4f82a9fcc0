"""Whatever happens to any call, once: in the end there is one of each, everything is done, and nothing is paid twice."""

import pytest

from tests.faults.cells import KILLS, Cell, list_cells
from tests.faults.flows import FLOWS
from tests.plugins.habits import sample

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cell", sample(list_cells(), 12), ids=str)
def test_one_fault_and_all_is_well_in_the_end(house, cell: Cell):
    flow = FLOWS[cell.flow](house(cell.platform))
    flow.arrange()
    order_fault(flow.house, cell)
    flow.begin()
    flow.house.persist(flow.go, flow.is_settled, market_goes_on=flow.market_goes_on)
    assert was_hit(flow.house, cell), "the call was not made: record the calls anew"
    flow.check()


def order_fault(house, cell: Cell) -> None:
    """Have the fault wait for its call."""
    house.wire.arm(cell.at, cell.fault)
    if cell.fault not in KILLS:
        house.sandbox.fault(cell.fault, skip=cell.at)


def was_hit(house, cell: Cell) -> bool:
    """Return whether the fault found its call."""
    if cell.fault in KILLS:
        return house.wire.was_hit
    return [rule["hits"] for rule in house.sandbox.control("GET", "faults")["faults"]] == [1]

"""An answer that says yes and names nothing counts as lost: what was made is looked for before anything is made again."""

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.tiktok.test_launching import MADE, launch, make_plan, step_of


@pytest.mark.parametrize("answer", [{}, {"campaign_id": ""}, {"campaign_id": None}, {"campaign_id": []}, ["odd"]])
def test_a_campaign_without_an_id_may_be_there(answer):
    plan = make_plan(t.Purpose.TRAFFIC)
    making, wire = launch(plan, **{"campaign/create/": answer})
    with pytest.raises(errors.OutcomeUnknown):
        making.perform(step_of(plan, "campaign"), MADE)
    assert len(wire.asked) == 1

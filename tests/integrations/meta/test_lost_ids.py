"""An answer that says yes and names nothing counts as lost: what was made is looked for before anything is made again."""

import pytest

from integrations import errors
from integrations.platforms.meta.client import GraphApi, id_of
from tests.integrations.meta.plans import make_plan


@pytest.mark.parametrize("answer", [{}, {"id": ""}, {"id": None}, {"success": True}])
def test_what_was_made_without_an_id_may_be_there(answer):
    with pytest.raises(errors.OutcomeUnknown):
        id_of(answer)


def test_a_campaign_whose_answer_names_nothing_is_found_afterwards(shop, monkeypatch):
    plan = make_plan()
    step = next(step for step in shop.adapter.plan_steps(plan) if step.key == "campaign")
    real = GraphApi.call

    def without_id(api, method, path, params=None, **options):
        answer = real(api, method, path, params, **options)
        if method == "POST":
            answer._body = '{"success": true}'
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(GraphApi, "call", without_id)
        with pytest.raises(errors.OutcomeUnknown):
            shop.adapter.perform_step(plan, step, {})
    assert shop.adapter.find_step(plan, step, {}) is not None

"""What would be refused is told before anything is made, beside its field."""

from datetime import timedelta

import pytest

from integrations import types as t
from tests.factories import START
from tests.integrations.contract import plans
from tests.integrations.contract.conftest import without
from tests.integrations.contract.platforms import PLATFORMS

G, M, K = t.Platform.GOOGLE, t.Platform.META, t.Platform.TIKTOK
EVERYWHERE = (G, M, K)
LONG = "An exceedingly long headline that no platform would ever take as it is, not at all"


def made(world) -> int:
    """Return how many campaigns there are."""
    return len(list(world.adapter.list_campaigns()))


def test_a_good_plan_has_no_problem_and_makes_nothing(world):
    assert world.adapter.validate(world.plan()) == []
    assert made(world) == 0


BAD = [
    (EVERYWHERE, "daily_budget_minor", lambda plan: plans.replace(plan, daily_budget_minor=1)),
    (EVERYWHERE, "daily_budget_minor", lambda plan: plans.replace(plan, daily_budget_minor=0)),
    (EVERYWHERE, "name", lambda plan: plans.replace(plan, name="  ")),
    (EVERYWHERE, "currency", lambda plan: plans.replace(plan, currency="USD")),
    (EVERYWHERE, "end_at", lambda plan: plans.replace(plan, start_at=START, end_at=START - timedelta(days=1))),
    ((M, K), "countries", lambda plan: plans.change_targeting(plan, countries=())),
    (EVERYWHERE, "countries", lambda plan: plans.change_targeting(plan, countries=("KP",))),
    ((M, K), "age_min", lambda plan: plans.change_targeting(plan, age_min=12)),
    ((M, K), "age_max", lambda plan: plans.change_targeting(plan, age_min=50, age_max=20)),
    (EVERYWHERE, "link", lambda plan: plans.change_ad(plan, link="marlow")),
    (EVERYWHERE, "link", lambda plan: plans.change_ad(plan, link="javascript:alert(1)")),
    ((M, K), "call_to_action", lambda plan: plans.change_ad(plan, call_to_action="buy_or_else")),
    ((M, K), "primary_text", lambda plan: plans.change_ad(plan, primary_texts=())),
    ((G,), "headlines", lambda plan: plans.change_ad(plan, headlines=("One", "Two"))),
    ((G,), "headlines", lambda plan: plans.change_ad(plan, headlines=(LONG, *plans.HEADLINES))),
    ((G,), "descriptions", lambda plan: plans.change_ad(plan, descriptions=("One",))),
    ((G,), "keywords", lambda plan: plans.change_targeting(plan, keywords=())),
    ((K,), "videos", lambda plan: plans.change_ad(plan, videos=(), images=())),
]
CASES = [(platform, field, change) for at, field, change in BAD for platform in at if platform in PLATFORMS]


@pytest.mark.parametrize(
    ("platform", "field", "change"), CASES, ids=[f"{p}-{f}-{n}" for n, (p, f, _) in enumerate(CASES)]
)
def test_a_bad_value_is_named_beside_its_field(world, field, change):
    problems = world.adapter.validate(change(world.plan()))
    fields = {problem.field for problem in problems}
    assert fields & {field, f"{field}s"}, problems
    assert all(problem.text.endswith(".") for problem in problems)
    assert made(world) == 0


LACKS = [
    (G, ("conversion_action", "conversion_name"), t.Purpose.APP_INSTALLS, "app"),
    (M, ("page_id", "page_name"), t.Purpose.TRAFFIC, "Page"),
    (M, ("pixel_id", "pixel_name"), t.Purpose.SALES, "pixel"),
    (K, ("identity_id", "identity_type", "identity_name"), t.Purpose.TRAFFIC, "TikTok account"),
    (K, ("pixel_id", "pixel_name"), t.Purpose.SALES, "pixel"),
]


@pytest.mark.parametrize(("platform", "names", "purpose", "word"), [one for one in LACKS if one[0] in PLATFORMS])
def test_what_the_account_lacks_is_said_with_where_to_get_it(world, names, purpose, word):
    world.link = without(world.link, *names)
    problems = world.adapter.validate(world.plan(purpose=purpose))
    assert any(word in problem.text for problem in problems), problems
    assert made(world) == 0

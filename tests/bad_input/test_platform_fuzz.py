"""Whatever is sent of what only some platforms take: never a fault of ours. Bounded, and repeatable by the run's seed."""

import json

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

from tests.bad_input.answers import send
from tests.bad_input.platforms import PLATFORMS, Shelf, put
from tests.bad_input.test_fuzz import BOUNDED, JSON, SCALAR, SEED, TEXT, tried
from tests.campaigns.walking import Walk
from tests.plugins.habits import sample

STEPS = ("goal", "audience", "platforms", "ads", "schedule", "ad")
ASKS_A_PLATFORM = ("purpose", "town")
PATHS = [
    *[f"targeting.{name}" for name in ("countries", "places", "radii", "languages", "interests", "audiences", "keywords",
    "negative_keywords", "placements", "genders", "age_min")],
    *[f"creative.{name}" for name in ("link", "headlines", "long_headlines", "cards", "images", "videos", "business_name")],
    *[f"parts.0.{name}" for name in ("bid", "channel", "conversion", "budget_level", "lifetime_budget_minor", "targeting",
    "creative")], "app", "lead_form", "special_categories", "targeting", "creative", "parts",
]  # fmt: skip
NEARLY = st.one_of(
    JSON,
    st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(("key", "name", "text", "match"), SCALAR)), max_size=3),
    st.lists(st.fixed_dictionaries(dict.fromkeys(("latitude", "longitude", "km"), SCALAR)), max_size=3),
    st.fixed_dictionaries({"strategy": st.sampled_from(["target_cpa", "target_roas"]), "roas": SCALAR, "amount_minor": SCALAR}),
)  # fmt: skip


@pytest.fixture
def shelf(once, organization, clock) -> Shelf:
    return once("shelf", Shelf)


@pytest.mark.parametrize("step", sample(STEPS, 2))
@pytest.mark.parametrize("platform", sample(PLATFORMS, 1))
def test_no_step_of_the_builder_breaks(page_client, api_client, shelf, platform, step):
    walk = Walk.on(page_client(), shelf.make(platform, api_client()))
    here = f"ads/{walk.spots[0].ad.key}" if step == "ad" else step
    good = walk.shown(here)
    inputs = sorted(set(walk.client.get(walk.address(here)).context["form"].fields) - set(ASKS_A_PLATFORM))

    @seed(SEED)
    @BOUNDED
    @given(st.dictionaries(st.sampled_from([*inputs, "go", "do"]), TEXT, min_size=1, max_size=6))
    def fuzz(changes):
        tried(lambda: walk.client.post(walk.address(here), good | changes))
        if step == "ad":
            tried(lambda: walk.client.post(f"/{here}/draw/", good | changes))

    fuzz()


@pytest.mark.parametrize("platform", sample(PLATFORMS, 1))
def test_no_document_of_a_draft_breaks(api_client, shelf, platform):
    client, good = api_client(), shelf.body(platform)

    @seed(SEED)
    @BOUNDED
    @given(st.sampled_from(PATHS), NEARLY)
    def fuzz(path, value):
        tried(lambda: send(client, "POST", "/campaigns", json.dumps(put(good, path, value))))

    fuzz()

"""Whatever is sent of what only some platforms take: never a fault of ours. Bounded, and repeatable by the run's seed."""

import json

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

from campaigns.forms import fields
from tests.bad_input.answers import send
from tests.bad_input.platforms import PLATFORMS, Shelf, put
from tests.bad_input.test_fuzz import BOUNDED, JSON, SCALAR, SEED, TEXT, tried
from tests.plugins.habits import sample

SECTIONS = (fields.common, fields.meta, fields.google, fields.tiktok, fields.offers, fields.cards)
ASKS_A_PLATFORM = ("purpose", "town")
INPUTS = sorted({name for section in SECTIONS for name in section()} - set(ASKS_A_PLATFORM))
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


@pytest.mark.parametrize("path", ["/campaigns/new/", "/campaigns/new/draw/"])
@pytest.mark.parametrize("platform", sample(PLATFORMS, 1))
def test_no_section_of_the_form_breaks(page_client, shelf, platform, path):
    client, good = page_client(), shelf.form(platform)

    @seed(SEED)
    @BOUNDED
    @given(st.dictionaries(st.sampled_from(INPUTS), TEXT, min_size=1, max_size=6))
    def fuzz(changes):
        tried(lambda: client.post(path, good | changes))

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

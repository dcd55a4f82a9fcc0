"""Whatever is sent: never a fault of ours. Bounded, and the same for the same seed of the run."""

import json
import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.access import objects, walker
from tests.bad_input.answers import send
from tests.plugins.habits import sample

SEED = int(os.environ.get("ADWRIGHT_TEST_SEED") or 0)
BOUNDED = settings(
    max_examples=100 if os.environ.get("ADWRIGHT_TEST_FULL") else 6,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TEXT = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        [
            "",
            "\x00",
            "0001-01-01",
            "9999-12-31",
            "-1",
            "1e308",
            "NaN",
            "javascript:0",
            "%",
            "<b>",
            "\u202e",
            "9" * 300,
            "true",
        ]
    ),
)
SCALAR = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT, st.text(st.characters(), max_size=20))
JSON = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=8
)
NETWORK = ("/preview", "/connections/finish", "DELETE /connections/{connection_id}")


def tried(call) -> None:
    """Make a call, take back what it did, and check that it was not our fault."""
    with transaction.atomic():
        answer = call()
        transaction.set_rollback(True)
    assert answer.status_code < 500, answer.content[:500]
    if answer.status_code >= 400 and "/api/" in answer.request["PATH_INFO"]:
        assert answer["Content-Type"] == "application/problem+json"


FORMS = {
    "campaign": "/campaigns/new/",
    "goal": "/campaigns/{draft}/edit/goal/",
    "schedule": "/campaigns/{draft}/edit/schedule/",
    "budget": "/campaigns/{running}/budget/",
    "organization": "/settings/organization/",
    "invitation": "/settings/members/invite/",
    "key": "/settings/api-keys/create/",
}
FIELDS = {
    "campaign": ("token", "name", "purpose", "app_id", "form_headline"),
    "goal": ("version", "name", "purpose", "app_id", "form_headline", "special_categories", "go"),
    "schedule": ("version", "start_date", "end_date", "utm_template", "go"),
    "organization": ("name", "time_zone", "currency", "locale"), "invitation": ("email", "role"), "key": ("name",
    "role", "expires_date"),
    "budget": ("daily_budget", "reason", "target"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_no_form_breaks(page_client, books, name):
    client, path = page_client(), FORMS[name].format(draft=books.draft, running=books.running)
    good = dict.fromkeys(FIELDS[name], "1")

    @seed(SEED)
    @BOUNDED
    @given(st.dictionaries(st.sampled_from(sorted(good)), TEXT, max_size=4))
    def fuzz(changes):
        tried(lambda: client.post(path, good | changes))

    fuzz()


OPERATIONS = [one for one in walker.operations() if not any(part in one.key for part in NETWORK)]


@pytest.mark.parametrize("operation", sample(OPERATIONS, 8), ids=str)
def test_no_operation_breaks(api_client, organization, clock, operation):
    client, path = api_client(), operation.path
    for name in operation.parameters:
        path = path.replace(f"{{{name}}}", str(objects.VALUES[name](organization)))
    good = objects.BODIES.get(operation.key, {"reason": ""})
    good = good(organization) if callable(good) else good
    body = st.one_of(
        JSON,
        st.dictionaries(st.sampled_from(sorted(good)), JSON, min_size=1, max_size=3).map(
            lambda changes: good | changes
        ),
    )
    query = st.dictionaries(
        st.sampled_from(
            ["offset", "limit", "search", "status", "since", "until", "period", "by", "campaign", "state", "kind"]
        ),
        TEXT,
        max_size=3,
    )

    @seed(SEED)
    @BOUNDED
    @given(body, query)
    def fuzz(content, asked):
        if operation.method == "GET":
            tried(lambda: client.get(f"/api/v1{path}", asked))
        else:
            tried(lambda: send(client, operation.method, path, json.dumps(content)))

    fuzz()

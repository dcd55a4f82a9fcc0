"""Who writes a summary: a model that keeps to the numbers, else the rules; asked once for an edition."""

import json

import pytest

from analytics.summaries import BY_RULES, write_summary
from tests.analytics.summaries.build import NUMBERS, make_document

pytestmark = pytest.mark.usefixtures("organization")
DOCUMENT = make_document()


@pytest.fixture
def model(sandbox_process, settings):
    """The sandbox's model, configured; returns how to steer it."""
    settings.AI_BASE_URL = f"{sandbox_process.base_url}/ai/v1"
    settings.AI_API_KEY, settings.AI_MODEL, settings.AI_TIMEOUT_S = "sandbox", "sandbox-writer", 10.0

    def steer(mode: str = "honest", **more) -> None:
        sandbox_process.control("POST", "ai", mode=mode, **more)

    steer()
    yield steer
    steer()


@pytest.fixture
def asked(sandbox_process):
    return lambda: sandbox_process.control("GET", "ai")["asked"]


def test_a_model_that_keeps_to_the_numbers_writes(model, asked):
    summary, written_by = write_summary(NUMBERS, DOCUMENT, once="edition-1")
    assert written_by == "sandbox-writer"
    assert summary[0].text == "Spent: €1,234.50, after €1,153.74 before."
    assert summary[3].text == "Spent of Anna's 40 cakes: €800.00."
    assert all(set(each.numbers) <= {number.key for number in NUMBERS} for each in summary)
    sent = json.dumps(asked()[0], ensure_ascii=False)
    assert "€800.00" in sent
    for name in ("Anna", "Bread", "Nora", "Acme"):
        assert name not in sent


def test_it_is_asked_once_for_an_edition_and_never_without_one(model, asked):
    assert write_summary(NUMBERS, DOCUMENT, once="edition-2")[1] == "sandbox-writer"
    assert write_summary(NUMBERS, DOCUMENT, once="edition-2")[1] == BY_RULES
    assert write_summary(NUMBERS, DOCUMENT)[1] == BY_RULES
    assert len(asked()) == 1


@pytest.mark.parametrize("mode", ["lying", "garbage", "broken"])
def test_what_is_not_to_be_used_is_not(model, asked, mode):
    model(mode)
    summary, written_by = write_summary(NUMBERS, DOCUMENT, once=f"edition-{mode}")
    assert written_by == BY_RULES
    assert summary == write_summary(NUMBERS, DOCUMENT)[0]
    assert "37%" not in str(summary)
    assert len(asked()) == 1


def test_a_slow_model_is_not_waited_for(model, settings):
    model("slow", seconds=1.5)
    settings.AI_TIMEOUT_S = 0.3
    assert write_summary(NUMBERS, DOCUMENT, once="edition-slow")[1] == BY_RULES


def test_without_a_model_rules_write(settings):
    settings.AI_MODEL = ""  # as `make run` has it
    summary, written_by = write_summary(NUMBERS, DOCUMENT, once="edition-none")
    assert written_by == BY_RULES
    assert 3 <= len(summary) <= 5

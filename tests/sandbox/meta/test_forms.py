"""Lead forms belong to a Page and are reached in its name."""

import pytest

from tests.sandbox.conftest import Meta
from tests.sandbox.meta.conftest import refusal

QUESTIONS = [{"type": "FULL_NAME"}, {"type": "CUSTOM", "key": "cake", "label": "Which cake?"}]
WISH = {"name": "Taste", "questions": QUESTIONS, "privacy_policy": {"url": "https://marlow.example/privacy"}}
WISH["follow_up_action_url"] = "https://marlow.example/"
ON_AD = {"destination_type": "ON_AD", "optimization_goal": "LEAD_GENERATION"}


def make(meta, **more) -> str:
    wish = {name: value for name, value in (WISH | more).items() if value is not None}
    return meta.call("POST", f"/{meta.page}/leadgen_forms", **wish)["id"]


def button(form: str, kind: str = "SIGN_UP") -> dict:
    return {"call_to_action": {"type": kind, "value": {"lead_gen_form_id": form}}}


def test_a_form_is_made_listed_and_read(as_page):
    form = make(as_page)
    (row,) = as_page.call("GET", f"/{as_page.page}/leadgen_forms", fields="id,name,status,questions")["data"]
    assert (row["id"], row["name"], row["status"]) == (form, "Taste", "ACTIVE")
    assert row["questions"] == QUESTIONS
    assert as_page.get(form, "privacy_policy_url")["privacy_policy_url"] == "https://marlow.example/privacy"


def test_a_person_s_token_is_not_the_page_s(meta):
    assert refusal(lambda: make(meta)) == (190, 0)
    assert refusal(lambda: meta.call("GET", f"/{meta.page}/leadgen_forms")) == (190, 0)


def test_somebody_without_a_task_on_the_page_gets_no_token_of_it(sandbox, meta):
    sandbox.control("POST", "people", name="Eve Other", key="eve", accounts=[{}])
    eve = Meta(
        sandbox,
        sandbox.token("eve"),
        f"act_{sandbox.control('GET', 'people')['people'][-1]['accounts'][0]['account_id']}",
    )
    assert "access_token" not in eve.get(meta.page, "id,access_token")


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"name": None}, (100, 0)),
        ({"questions": []}, (100, 0)),
        ({"questions": [{"type": "SHOE_SIZE"}]}, (100, 0)),
        ({"questions": [{"type": "CUSTOM"}]}, (100, 1892188)),
        ({"questions": [{"type": "EMAIL"}, {"type": "EMAIL"}]}, (100, 0)),
        ({"privacy_policy": {"url": "marlow"}}, (100, 1892075)),
        ({"privacy_policy": None}, (100, 1892075)),
        ({"follow_up_action_url": None}, (100, 1892085)),
    ],
)
def test_a_form_is_refused_with(as_page, more, error):
    assert refusal(lambda: make(as_page, **more)) == error
    assert as_page.sandbox.count("form") == 0


def test_a_page_that_has_not_accepted_the_terms_collects_no_leads(meta):
    meta.sandbox.control("POST", f"objects/{meta.page}", leadgen_tos_accepted=False)
    campaign = meta.campaign(objective="OUTCOME_LEADS")
    wish = {"promoted_object": {"page_id": meta.page}, **ON_AD}
    assert refusal(lambda: meta.adset(campaign, **wish)) == (100, 1815089)
    meta.sandbox.control("POST", f"objects/{meta.page}", leadgen_tos_accepted=True)
    assert meta.adset(campaign, **wish)


def test_an_ad_that_collects_leads_opens_a_form_of_its_page(meta, as_page):
    form = make(as_page)
    adset = meta.adset(meta.campaign(objective="OUTCOME_LEADS"), promoted_object={"page_id": meta.page}, **ON_AD)
    assert refusal(lambda: meta.ad(adset)) == (100, 3390001)
    assert refusal(lambda: meta.creative(**button("77"))) == (100, 0)
    assert refusal(lambda: meta.creative(**button(form, "SHOP_NOW"))) == (100, 0)
    assert meta.ad(adset, meta.creative(**button(form)))


def test_a_form_that_was_put_away_opens_no_more(meta, as_page):
    form = make(as_page)
    as_page.call("POST", f"/{form}", status="ARCHIVED")
    assert refusal(lambda: meta.creative(**button(form))) == (100, 0)
    assert as_page.get(form, "status")["status"] == "ARCHIVED"

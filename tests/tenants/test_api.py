"""How the API lets in, answers errors, pages and repeats."""

import pytest

from tenants.models import ApiKey, IdempotencyKey
from tests import factories

JSON = "application/json"


def test_a_key_of_the_organization_gets_in_and_says_who_it_is(api_client):
    answer = api_client("manager").get("/api/v1/me").json()
    assert (answer["kind"], answer["role"], answer["organization"]["slug"]) == ("api_key", "manager", "acme")


def test_a_session_gets_in_too(page_client):
    assert page_client("member").get("/api/v1/me").json()["role"] == "member"


@pytest.mark.parametrize("header", ["Bearer adw_wrong", "Bearer ", "Basic Zm9vOmJhcg==", "nonsense"])
def test_a_wrong_key_is_a_401_problem(organization, header):
    client = factories.make_page_client(organization)
    answer = client.get("/api/v1/me", HTTP_AUTHORIZATION=header)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_logged_in"


def test_a_key_of_another_organization_is_a_401(organization, other_organization):
    client = factories.make_api_client(other_organization)
    assert client.get("/api/v1/me", HTTP_HOST="acme.localhost").status_code == 401


def test_a_wrong_key_beside_a_good_session_is_a_401(page_client):
    assert page_client().get("/api/v1/me", HTTP_AUTHORIZATION="Bearer adw_wrong").status_code == 401


def test_a_session_needs_the_csrf_token_for_a_write(page_client):
    client = page_client(enforce_csrf_checks=True)
    answer = client.post("/api/v1/api-keys", {"name": "Shop", "role": "member"}, content_type=JSON)
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert not ApiKey.objects.exists()


def test_a_session_of_one_organization_is_nobodys_on_another_host(page_client, other_organization):
    client = page_client()
    assert client.get("/api/v1/me").status_code == 200
    assert client.get("/api/v1/me", HTTP_HOST="globex.localhost").status_code == 401


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "malformed"),
        ("", 422, "invalid"),
        ("[]", 422, "invalid"),
        ('{"name": "x"}', 422, "invalid"),
        ('{"name": "x", "role": "king"}', 422, "invalid"),
        ('{"name": 5, "role": "member"}', 422, "invalid"),
        ('{"name": " ", "role": "member"}', 422, "invalid"),
    ],
)
def test_bad_input_is_a_problem_and_makes_nothing(api_client, body, status, code):
    client = api_client()
    before = ApiKey.objects.count()
    answer = client.post("/api/v1/api-keys", body, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ApiKey.objects.count() == before


def test_a_field_error_names_its_field(api_client):
    answer = api_client().post("/api/v1/api-keys", {"name": "x", "role": "king"}, content_type=JSON)
    assert [error["field"] for error in answer.json()["errors"]] == ["role"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/members/5", "/api/v1/"])
def test_an_address_that_is_not_there_is_a_404_problem(api_client, path):
    answer = api_client().get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_wrong_method_is_a_405_problem(api_client):
    answer = api_client().put("/api/v1/me", {}, content_type=JSON)
    assert (answer.status_code, answer["Allow"], answer.json()["code"]) == (405, "GET", "method_not_allowed")


def test_our_own_failure_is_a_500_with_a_reference(api_client, monkeypatch):
    monkeypatch.setattr("tenants.selectors.list_api_keys", lambda: 1 / 0)
    answer = api_client().get("/api/v1/api-keys")
    assert (answer.status_code, answer.json()["code"]) == (500, "ours")
    assert answer.json()["reference"]
    assert "ZeroDivision" not in answer.content.decode()


def test_lists_are_paged(api_client, organization):
    client = api_client()
    for number in range(4):
        client.post("/api/v1/api-keys", {"name": f"Key {number}", "role": "member"}, content_type=JSON)
    answer = client.get("/api/v1/api-keys?offset=1&limit=2").json()
    assert (len(answer["items"]), answer["total"], answer["offset"], answer["limit"]) == (2, 5, 1, 2)


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "offset=-1", "limit=1;drop table users"])
def test_a_page_out_of_bounds_is_refused(api_client, query):
    assert api_client().get(f"/api/v1/api-keys?{query}").status_code == 422


class TestIdempotencyKey:
    """The same create twice."""

    body = {"name": "Shop", "role": "member"}

    def test_the_same_request_again_gets_the_same_answer_and_makes_one(self, api_client):
        client = api_client()
        first = client.post("/api/v1/api-keys", self.body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k1")
        second = client.post("/api/v1/api-keys", self.body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k1")
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.content == second.content
        assert second["Idempotent-Replayed"] == "true"
        assert ApiKey.objects.filter(name="Shop").count() == 1

    def test_the_kept_answer_does_not_show_the_secret(self, api_client):
        answer = api_client().post("/api/v1/api-keys", self.body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k1")
        assert answer.json()["secret"] not in IdempotencyKey.objects.get().response

    def test_another_body_with_the_same_key_is_refused(self, api_client):
        client = api_client()
        client.post("/api/v1/api-keys", self.body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k1")
        other = {"name": "Other", "role": "member"}
        answer = client.post("/api/v1/api-keys", other, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k1")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
        assert not ApiKey.objects.filter(name="Other").exists()

    def test_after_an_error_the_key_is_free(self, api_client):
        client = api_client()
        wrong = {"name": " ", "role": "member"}
        assert client.post("/api/v1/api-keys", wrong, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k").status_code == 422
        assert (
            client.post("/api/v1/api-keys", self.body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k").status_code == 201
        )

    def test_another_actor_may_use_the_same_key(self, api_client):
        for client in (api_client(), api_client()):
            answer = client.post("/api/v1/api-keys", self.body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k1")
            assert "Idempotent-Replayed" not in answer
        assert ApiKey.objects.filter(name="Shop").count() == 2

    def test_a_crash_leaves_the_key_free_and_nothing_made(self, api_client, monkeypatch):
        client = api_client()
        with monkeypatch.context() as patch:
            patch.setattr("tenants.services.api_keys.record_audit", lambda **_: 1 / 0)
            answer = client.post("/api/v1/api-keys", self.body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k1")
        assert answer.status_code == 500
        assert not ApiKey.objects.filter(name="Shop").exists()
        answer = client.post("/api/v1/api-keys", self.body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k1")
        assert answer.status_code == 201

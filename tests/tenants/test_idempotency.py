"""The same create sent twice at the same moment."""

from threading import Event

import pytest
from django.db import connection

from tenants import services
from tenants.models import ApiKey, IdempotencyKey
from tests import factories

BODY = {"name": "Shop", "role": "member"}


@pytest.fixture
def client(transactional_db):
    organization = factories.get_organization("acme")
    return factories.make_api_client(organization)


def post(client, key: str = "k1"):
    return client.post("/api/v1/api-keys", BODY, content_type="application/json", HTTP_IDEMPOTENCY_KEY=key)


def made() -> int:
    connection.set_schema("o_acme")
    return ApiKey.objects.filter(name="Shop").count()


def test_while_the_first_still_runs_the_second_is_told_so(client, in_parallel, monkeypatch):
    inside, go_on, make = Event(), Event(), services.create_api_key

    def slow(**values):
        inside.set()
        go_on.wait(10)
        return make(**values)

    monkeypatch.setattr(services, "create_api_key", slow)

    def second():
        inside.wait(10)
        answer = post(client)
        go_on.set()
        return answer

    first, other = in_parallel([lambda: post(client), second])
    assert (first.status_code, other.status_code) == (201, 409)
    assert made() == 1
    assert post(client).content == first.content


def test_twice_at_once_makes_one(client, in_parallel):
    answers = in_parallel([lambda: post(client)] * 4)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert made() == 1


def test_a_process_that_dies_after_the_deed_leaves_neither_deed_nor_answer(client, monkeypatch):
    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("tenants.idempotency._settle", die)
        with pytest.raises(SystemExit):
            post(client)
    assert made() == 0
    assert not IdempotencyKey.objects.exists()
    assert post(client).status_code == 201

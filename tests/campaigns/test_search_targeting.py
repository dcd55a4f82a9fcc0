"""What a platform offers to aim at, for programs; pages draw the same in the builder."""


def ask(api_client, account, query: str):
    return api_client().get(f"/api/v1/ad-accounts/{account.uuid}/targeting?{query}")


def test_places_are_found_by_their_name(api_client, account):
    found = ask(api_client, account, "kind=place&query=dublin").json()
    assert found
    assert all("dublin" in option["name"].lower() and option["key"] for option in found)
    assert {option["kind"] for option in found} == {"place"}


def test_an_unknown_kind_is_told_beside_its_name(api_client, account):
    answer = ask(api_client, account, "kind=weather")
    assert answer.status_code == 422
    assert "kind" in str(answer.json()["errors"])

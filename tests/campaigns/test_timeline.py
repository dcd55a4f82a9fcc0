"""What happened to one object, and to what it holds."""

import pytest

from campaigns import selectors, services
from tenants.errors import NotFound
from tenants.ids import new_id
from tests.campaigns.people import APPLY, ask_for, ask_for_two
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(running, actor, run_jobs):
    """A launch, a budget, an ad group's pause; returns a function that gives the kinds in an object's timeline."""
    ask_for(running, actor, 3000)
    run_jobs(names=APPLY)
    ask_for_two(running, actor)
    return lambda target: [change.kind for change in selectors.list_timeline(target.uuid)]


def test_each_level_tells_its_own_and_what_lies_below(running, kinds):
    part = selectors.get_campaign(running.uuid).platform_campaigns.all()[0]
    group = part.ad_groups.all()[0]
    found = {name: kinds(row) for name, row in (("campaign", running), ("part", part), ("group", group))}
    everything = ["status", "budget", "budget", "launch"]
    assert found == {"campaign": everything, "part": everything, "group": ["status", "launch"]}
    assert kinds(group.ads.all()[0]) == ["launch"]


def test_history_and_the_api_tell_the_same(running, kinds, page_client, api_client):
    group = selectors.get_campaign(running.uuid).platform_campaigns.all()[0].ad_groups.all()[0]
    page = page_client().get(f"/history/?target={group.uuid}").content.decode()
    assert (page.count('<li class="entry'), f'name="target" value="{group.uuid}"' in page) == (2, True)
    found = api_client().get(f"/api/v1/changes?target={group.uuid}").json()
    assert [one["kind"] for one in found["items"]] == ["status", "launch"]


def test_what_is_not_here_has_none(running, page_client):
    with pytest.raises(NotFound):
        selectors.list_timeline(new_id())
    assert page_client().get(f"/history/?target={new_id()}").status_code == 404


def test_an_undo_and_what_waits_stand_in_it(running, actor, kinds, run_jobs):
    part = selectors.get_campaign(running.uuid).platform_campaigns.all()[0]
    change = next(change for change in selectors.list_timeline(part.uuid) if change.kind == "status")
    services.undo_change(change=change, actor=actor, now=START)
    assert kinds(part)[:2] == ["status", "status"]

"""A campaign's page follows what is under way and what platforms say, without being loaded again."""

import re
from datetime import timedelta

import pytest

from campaigns import services
from campaigns.models import Ad, ChangeSet, LaunchStep
from tests.campaigns import build
from tests.factories import START

pytestmark = pytest.mark.django_db
APPLY = ["campaigns.apply_change_set"]


def trigger(page: str) -> int:
    return int(re.search(r'hx-trigger="every (\d+)s"', page)[1])


def test_a_launch_is_followed_step_by_step_on_its_platform(sandbox, draft, actor, run_jobs, page_client):
    sandbox.fault("429", method="POST", path="/adsets$")
    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    page = page_client().get(f"/change-sets/{change_set.uuid}/progress/").content.decode()
    done = LaunchStep.objects.filter(state="done").count()
    assert f"{done} of {LaunchStep.objects.count()}" in page
    assert "Make the ad set" in page
    assert "It is tried again by itself." in page
    build.run_patiently(run_jobs)
    settled = page_client().get(f"/change-sets/{change_set.uuid}/progress/").content.decode()
    assert f'hx-get="/campaigns/{draft.uuid}/"' in settled
    assert "every" not in settled


@pytest.mark.parametrize(("age", "wait"), [(0, 2), (30, 3), (120, 8), (600, 15)])
def test_the_older_it_is_the_more_seldom_it_is_asked_for(draft, actor, page_client, clock, age, wait):
    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    ChangeSet.objects.update(created_at=clock.now - timedelta(seconds=age))
    assert trigger(page_client().get(f"/change-sets/{change_set.uuid}/progress/").content.decode()) == wait


def test_a_verdict_of_the_platform_has_the_page_drawn_anew(running, page_client):
    client, here = page_client(), f"/campaigns/{running.uuid}/"
    seen = re.search(r"live/\?seen=(\w+)", client.get(here).content.decode())[1]
    same = client.get(f"{here}live/", {"seen": seen, "looks": 1}).content.decode()
    assert (f"seen={seen}&amp;looks=2" in same, trigger(same)) == (True, 60)
    Ad.objects.update(delivery="rejected", status="rejected", reason="Too loud.")
    told = client.get(f"{here}live/", {"seen": seen}).content.decode()
    assert f'hx-get="{here}"' in told
    assert "live" not in told
    assert client.get(f"{here}live/", {"seen": seen, "looks": "x" * 9}).status_code == 200

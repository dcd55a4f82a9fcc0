"""A launch makes one campaign, whatever happens on the way."""

import pytest

from campaigns import selectors, services
from campaigns.models import Change, LaunchStep
from tests.campaigns import build
from tests.factories import START

pytestmark = pytest.mark.django_db
APPLY = ["campaigns.apply_change_set"]
OBJECTS = ("campaign", "adset", "ad", "creative")


def counts(sandbox) -> list[int]:
    return [sandbox.count(kind) for kind in OBJECTS]


def test_a_launch_makes_one_of_each_and_switches_them_on(sandbox, draft, actor, run_jobs):
    launched = build.launch(draft, actor, run_jobs)
    part = launched.platform_campaigns.all()[0]
    group = part.ad_groups.all()[0]
    assert counts(sandbox) == [1, 1, 1, 1]
    assert (launched.status, part.status, part.observed_status) == ("active", "active", "active")
    assert part.external_id
    assert group.external_id
    assert group.ads.all()[0].external_id
    on_platform = sandbox.control("GET", "objects", kind="campaign")["objects"][0]
    assert (on_platform["status"], on_platform["id"]) == ("ACTIVE", part.external_id)
    assert Change.objects.get(kind="launch").state == "applied"


def test_everything_is_made_switched_off_and_the_campaign_is_switched_on_last(sandbox, draft, actor, run_jobs):
    build.launch(draft, actor, run_jobs)
    writes = [call for call in sandbox.calls(method="POST") if call["status"] == 200]
    part = selectors.get_campaign(draft.uuid).platform_campaigns.all()[0]
    assert writes[-1]["path"].endswith(part.external_id)
    journal = list(LaunchStep.objects.values_list("key", "state"))
    assert all(state == "done" for _, state in journal)
    assert [key.split(":")[0] for key, _ in journal][-4:] == ["check", "switch", "switch", "switch"]


def test_pressing_launch_twice_launches_once(sandbox, draft, actor, run_jobs):
    first = services.launch_campaign(campaign=draft, actor=actor, now=START)
    second = services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert first == second
    assert counts(sandbox) == [1, 1, 1, 1]


@pytest.mark.parametrize("path", ["/campaigns$", "/adsets$", "/adcreatives$", "/ads$"])
@pytest.mark.parametrize("fault", ["timeout_after", "drop_after_commit", "500", "reset", "html502"])
def test_a_lost_answer_makes_nothing_twice(sandbox, draft, actor, run_jobs, path, fault):
    sandbox.fault(fault, method="POST", path=path)
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_put_off(run_jobs)
    assert counts(sandbox) == [1, 1, 1, 1]
    assert selectors.get_campaign(draft.uuid).status == "active"


def run_put_off(run_jobs, rounds: int = 6) -> None:
    from tenants.models import Job

    for _ in range(rounds):
        run_jobs(names=APPLY)
        Job.objects.filter(state="queued").update(retry_at=None)
        build.expire_leases()

"""With Google's entry level shared by a hundred, a launch and a change pass though the day's readings are used up."""

import pytest

from campaigns import selectors, services
from campaigns.types import Draft, DraftPart
from integrations import errors
from integrations.models import QuotaSpend
from integrations.services.quota import Meter
from integrations.types import Platform
from tests.campaigns import build, purposes
from tests.campaigns.conftest import connect
from tests.factories import START
from tests.integrations.test_quota import share_with

pytestmark = pytest.mark.django_db


def test_a_launch_and_a_new_budget_pass_when_reads_have_stopped(
    sandbox, settings, organization, actor, clock, run_jobs
):
    settings.GOOGLE_ACCESS_LEVEL = "explorer"
    account = connect(sandbox, organization, actor, run_jobs, platform="google")
    share_with(99)
    part = DraftPart(account.uuid, purposes.BUDGET["google"], creative=purposes.creative("google", actor))
    plan = Draft(name="Cakes", purpose="traffic", parts=(part,), targeting=purposes.targeting("traffic"))
    made = services.create_draft(draft=plan, actor=actor, now=START)
    QuotaSpend.objects.all().delete()
    Meter(Platform.GOOGLE).spend(cost=22)
    with pytest.raises(errors.RateLimited):
        Meter(Platform.GOOGLE).spend()
    services.launch_campaign(campaign=selectors.get_campaign(made.uuid), actor=actor, now=START)
    for _ in range(3):
        build.run_patiently(run_jobs, rounds=1)
        sandbox.advance(minutes=2)
    running = selectors.get_campaign(made.uuid)
    assert running.status == "active"
    google = running.platform_campaigns.get()
    services.change_budget(campaign=running, daily_budget_minor=4000, target=google.uuid, actor=actor, now=START)
    build.run_patiently(run_jobs, rounds=1)
    google.refresh_from_db()
    assert google.observed_daily_budget_minor == 4000

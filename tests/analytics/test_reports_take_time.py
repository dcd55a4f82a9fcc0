"""A report that a platform is still preparing puts the reading off: no try is counted and nothing spins."""

import integrations.services
from integrations.errors import NotReadyYet
from tenants import queue


def test_a_report_in_the_making_puts_the_reading_off(connected, organization, run_jobs, monkeypatch):
    account = connected()
    run_jobs(names=["analytics.sync_history"])

    def still_preparing(**_):
        raise NotReadyYet("Meta is still preparing this report.", retry_after_s=120)

    monkeypatch.setattr(integrations.services, "fetch_metrics", still_preparing)
    uuid = str(account.uuid)
    queue.enqueue("analytics.sync_recent", organization=organization, key=uuid, payload={"account": uuid})
    (job,) = run_jobs(names=["analytics.sync_recent"])
    assert (job.state, job.attempts, job.progress_text) == ("queued", 0, "Meta is still preparing this report.")

"""The jobs of reports: made when somebody asks, or when a standing report's hour has come; sent to each address once."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from analytics.selectors import reports as selectors
from analytics.services import reporting
from tenants import queue
from tenants.queue import Cluster, Due, JobContext, PutOff

if TYPE_CHECKING:
    from tenants.models import Job

NOT_MADE = "It could not be made. Ask for it again."
MAIL_AGAIN_S = 300


def _tell_not_made(job: "Job") -> None:
    reporting.fail_edition(edition_id=job.payload["edition"], error=NOT_MADE)


def _tell_not_sent(job: "Job") -> None:
    for edition in selectors.list_open_editions(job.payload["report"]):
        reporting.fail_edition(edition_id=edition.uuid, error=NOT_MADE)


@queue.handler("analytics.make_edition", cluster=Cluster.SYNC, on_dead=_tell_not_made)
def make_edition(ctx: JobContext, edition: str) -> dict:
    """Write a report's document."""
    made = reporting.make_edition(edition=selectors.get_edition(edition), now=ctx.now)
    return {"text": f"{made.name} is ready.", "url": f"/reports/{made.uuid}/"}


@queue.handler("analytics.send_report", cluster=Cluster.SYNC, on_dead=_tell_not_sent)
def send_report(ctx: JobContext, report: str) -> dict | None:
    """Make the edition that is due and send what is not sent; put off while the mail server takes nothing."""
    reporting.begin_edition(report=selectors.get_report(report), now=ctx.now)
    left = 0
    for edition in selectors.list_open_editions(report):
        ctx.check()
        made = reporting.make_edition(edition=edition, now=ctx.now)
        left += reporting.deliver_edition(edition=made, organization=ctx.organization, now=ctx.now)
    if left:
        raise PutOff(after_s=MAIL_AGAIN_S, reason="The mail server takes nothing at the moment.")
    return None


@queue.outstanding
def list_outstanding(now: datetime) -> Iterator[Due]:
    """Yield the standing reports whose hour has come or that have something to send, and editions that nobody makes."""
    for report_id in selectors.list_due_reports(now):
        yield Due("analytics.send_report", str(report_id), {"report": str(report_id)})
    for edition_id in selectors.list_unmade_editions():
        yield Due("analytics.make_edition", str(edition_id), {"edition": str(edition_id)})

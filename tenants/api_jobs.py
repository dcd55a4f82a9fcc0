"""Jobs, for programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from tenants import access, queue
from tenants.models import Job
from tenants.roles import Permission

router = Router(tags=["Jobs"])


class JobOut(Schema):
    """A piece of work: where it stands, how far it is, what came of it."""

    id: UUID = Field(alias="uuid")
    name: str
    state: Job.State
    attempts: int
    max_attempts: int
    progress_done: int
    progress_total: int | None
    progress_text: str
    result: dict[str, Any] | None
    problem: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@router.get("/jobs/{uuid:job_id}", response=JobOut)
@access.operation(Permission.USE_ACCOUNT)
def get_job(request: HttpRequest, job_id: UUID):
    """Return a job. Ask again while its state is queued or running; finished ones are kept for a day, dead ones for seven."""
    return queue.get_job(organization=request.tenant, job_id=job_id)

"""The operator's view of jobs: what waits, runs, is done, died; a dead one can be queued again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django_q import admin as _django_q_admin  # noqa: F401 - registers what is unregistered here
from django_q import models

from tenants.errors import Conflict
from tenants.models import Heartbeat, Job, ScheduleRun
from tenants.queue import requeue

# django-q2 only carries messages here: what its pages offer (schedules, results) does nothing.
admin.site.unregister([models.Schedule, models.Success, models.Failure])


class LookOnly(admin.ModelAdmin):
    """Rows that the queue writes and the operator reads."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: the queue makes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        """Refuse: the queue changes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Refuse: they are deleted when their time is over."""
        return False


@admin.register(Job)
class JobAdmin(LookOnly):
    """Jobs, newest first."""

    list_display = ("name", "organization", "state", "attempts", "cluster", "created_at", "finished_at", "error")
    list_filter = ("state", "cluster", "name")
    search_fields = ("uuid", "name", "key", "organization__slug", "last_error")
    list_select_related = ("organization",)
    ordering = ("-pk",)
    exclude = ("lease_token",)
    actions = ("requeue",)
    show_full_result_count = False

    def has_requeue_permission(self, request: HttpRequest) -> bool:
        """Let staff who may change jobs queue them again, though nobody edits them by hand."""
        return request.user.has_perm("tenants.change_job")

    @admin.display(description="last error")
    def error(self, job: Job) -> str:
        """Return the beginning of the last error."""
        return job.last_error[:100]

    @admin.action(description="Queue again (dead ones)", permissions=["requeue"])
    def requeue(self, request: HttpRequest, jobs: QuerySet) -> None:
        """Queue the chosen dead jobs again, with all their attempts; say which could not be."""
        done = 0
        for job in jobs:
            try:
                requeue(job)
            except Conflict as error:
                self.message_user(request, error.message, messages.WARNING)
            else:
                done += 1
                self.log_change(request, job, "Queued again.")
        self.message_user(request, f"Queued again: {done}.")


@admin.register(ScheduleRun)
class ScheduleRunAdmin(LookOnly):
    """When each schedule came last."""

    list_display = ("name", "organization", "slot_at", "ran_at")
    list_filter = ("name",)
    list_select_related = ("organization",)


@admin.register(Heartbeat)
class HeartbeatAdmin(LookOnly):
    """Which processes live."""

    list_display = ("name", "seen_at")

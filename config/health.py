"""Answer /healthz and /readyz on any host, before a tenant is looked for and before anything may redirect.

/healthz says that the process answers; it touches nothing. /readyz says that it can work: the database answers, its migrations are
applied, and every check of `settings.READINESS_CHECKS` (name: dotted name of a function that returns a problem or "") is content.
"""

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.module_loading import import_string

log = structlog.get_logger(__name__)


class HealthMiddleware:
    """Answer the two health addresses; pass everything else on."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.migrated = False
        self.told: dict[str, str] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == "/readyz":
            return self.readiness()
        return self.get_response(request)

    def readiness(self) -> JsonResponse:
        """Report each part as "ok" or its problem; 503 as soon as one has a problem."""
        report = {"database": database_problem()}
        if not report["database"]:
            report["migrations"] = self.migrations_problem()
        if not any(report.values()):  # a check may read any table
            checks = getattr(settings, "READINESS_CHECKS", {})
            report |= {name: import_string(check)() for name, check in checks.items()}
        problems = {part: problem for part, problem in report.items() if problem}
        if problems and problems != self.told:
            log.warning("not_ready", **problems)
        self.told = problems
        answer = JsonResponse(
            {part: problem or "ok" for part, problem in report.items()}, status=503 if problems else 200
        )
        # Django's own mark: a probe asks every few seconds, and one line for each change is enough.
        answer._has_been_logged = True  # type: ignore[attr-defined]
        return answer

    def migrations_problem(self) -> str:
        """Look until all migrations are applied, then remember it: a process never outlives its code."""
        if not self.migrated:
            waiting = waiting_migrations()
            if waiting:
                return f"{len(waiting)} migrations wait, first {waiting[0]}"
            self.migrated = True
        return ""


def database_problem() -> str:
    """Return "" when the public schema answers a query."""
    try:
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("database_unreachable", error=str(error))
        connection.close()
        return "unreachable"
    return ""


def waiting_migrations() -> list[str]:
    """Return the migrations, as app.name, that the connection's present schema has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]

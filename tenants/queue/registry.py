"""Which jobs exist. Handlers live in `<app>/jobs.py`, which are imported when Django starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.module_loading import autodiscover_modules

from tenants.models import Job
from tenants.queue.types import ATTEMPTS, BACKOFF_S, TIMEOUT_S, Cluster, Due, Scope, UnknownJob

Provider = Callable[[datetime], Iterable[Due | tuple]]


@dataclass(frozen=True, slots=True)
class Handler:
    """A job's function and how it is run."""

    name: str
    function: Callable
    cluster: Cluster
    scope: Scope
    timeout_s: float
    attempts: int
    backoff_s: float
    on_dead: Callable[[Job], None] | None


_handlers: dict[str, Handler] = {}
_providers: list[Provider] = []


def handler(
    name: str,
    *,
    cluster: Cluster,
    scope: Scope = Scope.ORGANIZATION,
    timeout_s: float = TIMEOUT_S,
    attempts: int = ATTEMPTS,
    backoff_s: float = BACKOFF_S,
    on_dead: Callable[[Job], None] | None = None,
) -> Callable[[Callable], Callable]:
    """Register `function(ctx: JobContext, **payload)` as the handler of a job.

    It may be run again after a crash, so it must be idempotent. What it returns (a dict of JSON values, or None) is the
    job's result; of it, pages show `text` and link to `url`. `backoff_s` is the wait after the first failure; it grows
    fourfold each time. `on_dead(job)` is called in the organisation's schema when the last attempt has failed or its
    worker died, inside the transaction that says so: there the app writes into its own rows that nothing more will come.
    No network there.
    """

    def register(function: Callable) -> Callable:
        if name in _handlers:
            raise ValueError(f"job {name} has two handlers: {_handlers[name].function} and {function}")
        run_by = (Cluster(cluster), Scope(scope), timeout_s, attempts, backoff_s, on_dead)
        _handlers[name] = Handler(name, function, *run_by)
        return function

    return register


def outstanding(function: Provider) -> Provider:
    """Register `function(now)` that yields (job name, key, payload) for what this organisation's rows say is due.

    The sweeper calls it every minute in each active organisation's schema (`connection.tenant` is the organisation) and
    enqueues what has no live job. The key must name the piece of work, and may not be empty. `now` is the product's
    clock.
    """
    _providers.append(function)
    return function


def get_handler(name: str) -> Handler:
    """Return the handler of a job, or raise UnknownJob."""
    try:
        return _handlers[name]
    except KeyError:
        raise UnknownJob(f"no handler is registered for the job {name!r}; handlers stand in <app>/jobs.py") from None


def list_handlers() -> list[Handler]:
    """Return all handlers by name."""
    return sorted(_handlers.values(), key=lambda handler: handler.name)


def list_providers() -> list[Provider]:
    """Return the functions that know what is outstanding."""
    return list(_providers)


def autodiscover() -> None:
    """Import the `jobs` module of every installed app."""
    autodiscover_modules("jobs")

"""Migrate all organisations, several at a time, and go on past one that fails."""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from django.db import connection

from tenants import migration_worker
from tenants.provisioning import migrating


@dataclass(frozen=True, slots=True)
class Migrated:
    """What became of one schema; `error` is "" when it went well."""

    schema_name: str
    seconds: float
    error: str = ""


def migrate_all(schema_names: list[str], *, processes: int) -> Iterator[Migrated]:
    """Migrate the schemas that need it, yielding each as it is done; the others are yielded at once.

    Up to `processes` schemas at a time, each in a process of its own (rendering migrations is Python's work, which threads would share).
    """
    behind = []
    for schema_name in schema_names:
        if migrating.is_migrated(schema_name):
            yield Migrated(schema_name, 0.0)
        else:
            behind.append(schema_name)
    if processes == 1 or len(behind) < 2:
        yield from map(migrate_one, behind)
        return
    yield from _in_parallel(behind, processes)


def _in_parallel(schema_names: list[str], processes: int) -> Iterator[Migrated]:
    connection.close()
    database = connection.settings_dict["NAME"]
    workers = min(processes, len(schema_names))
    spawn = get_context("spawn")
    with ProcessPoolExecutor(workers, spawn, migration_worker.begin, (database,)) as pool:
        for done in as_completed([pool.submit(migration_worker.migrate_one, name) for name in schema_names]):
            yield done.result()


def migrate_one(schema_name: str) -> Migrated:
    """Migrate one schema; whatever a migration raises becomes the result's error."""
    start = time.monotonic()
    try:
        migrating.migrate_schema(schema_name)
    except Exception as error:  # noqa: BLE001 - any migration may raise anything, and the other organisations must go on
        return Migrated(schema_name, time.monotonic() - start, f"{type(error).__name__}: {error}".strip())
    return Migrated(schema_name, time.monotonic() - start)

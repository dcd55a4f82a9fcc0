"""What a fixture makes through the real doors, made once a worker and found again by every test that asks for it.

    @pytest.fixture
    def account(once, sandbox, organization, actor, clock, run_jobs):
        return once("account", lambda: connect(sandbox, organization, actor, run_jobs))

The first time it is made for good in a database of its own; what the sandbox holds and the files below MEDIA_ROOT are kept with it.
Afterwards a test only goes over to a connection that is open to that database, works in a transaction there and takes it back; it gets
a fresh copy of what the function returned. Inside a world another may be made (`draft` after `account`).

A test that has done something already (a row written, the sandbox steered, the clock moved) or that commits has it made on the spot.
A name stands for one way of making it: no two functions may share one.
"""

import pickle
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tenants import clock as product_clock
from tests.factories import START
from tests.plugins.database import Databases


@dataclass
class World:
    """A database in which something stands, the files that belong to it, and what its maker returned."""

    name: str
    database: str
    files: Path
    made: bytes = b""
    wrapper: Any = None

    @property
    def line(self) -> psycopg.Connection:
        """The connection to its database, in which every query begins a transaction."""
        if self.wrapper is None:
            self.wrapper = connection.copy()
            self.wrapper.settings_dict["NAME"] = self.database
            self.wrapper.ensure_connection()
            self.wrapper.set_autocommit(False)
        return self.wrapper.connection

    def hang_up(self) -> None:
        """Close the connection; the next use opens another."""
        if self.wrapper is not None:
            self.wrapper.connection.close()
            self.wrapper = None


class Worlds:
    """All worlds of one worker, by their path: ("account", "draft")."""

    def __init__(self, databases: Databases, folder: Path):
        self.databases, self.folder = databases, folder
        self.known: dict[tuple[str, ...], World] = {}

    def begin(self, path: tuple[str, ...]) -> World:
        """Copy the database of the world that this one is made in, or the template."""
        number = len(self.known)
        world = World("/".join(path), f"{self.databases.own[:58]}_w{number}", self.folder / str(number))
        source = self.databases.template
        if parent := self.known.get(path[:-1]):
            parent.hang_up()  # a database that somebody is connected to cannot be copied
            source = parent.database
        self.databases.drop(world.database)
        self.databases.execute("CREATE DATABASE {} TEMPLATE {}", world.database, source)
        return world

    def end(self) -> None:
        for world in self.known.values():
            world.hang_up()
            self.databases.drop(world.database)


class Visit:
    """One test's way through worlds."""

    def __init__(self, worlds: Worlds, sandbox: Any):
        self.worlds, self.sandbox = worlds, sandbox
        self.home = connection.connection
        self.path: tuple[str, ...] = ()

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what `make` returns; what it does is done, now or long ago."""
        if not self._is_untouched():
            return make()
        path = (*self.path, name)
        if path not in self.worlds.known:
            return self._make(path, make)
        world = self.worlds.known[path]
        self._go_to(world, path)
        if self.sandbox:
            self.sandbox.reset(kept=world.name)
        shutil.copytree(world.files, settings.MEDIA_ROOT, dirs_exist_ok=True)
        return pickle.loads(world.made)

    def _is_untouched(self) -> bool:
        if not connection.in_atomic_block or connection.needs_rollback or product_clock.now() != START:
            return False
        if self.sandbox and not self.sandbox.is_as_reset:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id_if_assigned()")  # none before the first write
            return cursor.fetchone() == (None,)

    def _make(self, path: tuple[str, ...], make: Callable[[], Any]) -> Any:
        self._leave_world()
        world = self.worlds.begin(path)
        self._go_to(world, path)
        waiting = list(connection.run_on_commit)
        made = make()
        connection.run_on_commit = waiting
        world.line.commit()
        connection.search_path_set_schemas = None
        if self.sandbox:
            self.sandbox.keep(world.name)
            self.sandbox.reset(kept=world.name)
        with suppress(FileNotFoundError):
            shutil.copytree(settings.MEDIA_ROOT, world.files)
        world.files.mkdir(parents=True, exist_ok=True)
        world.made = pickle.dumps(made)
        self.worlds.known[path] = world
        return made

    def _go_to(self, world: World, path: tuple[str, ...]) -> None:
        self._leave_world()
        self.path = path
        connection.connection = world.line
        connection.search_path_set_schemas = None

    def _leave_world(self) -> None:
        if connection.connection is not self.home:
            connection.connection.rollback()
            connection.connection = self.home
            connection.search_path_set_schemas = None

    def end(self) -> None:
        """Look whether every foreign key leads somewhere, as Django does at a test's end, and go home."""
        try:
            if self.path and not connection.needs_rollback and connection.is_usable():
                connection.check_constraints()
        finally:
            self._leave_world()


@pytest.fixture(scope="session")
def _worlds(databases, tmp_path_factory):
    worlds = Worlds(databases, tmp_path_factory.mktemp("worlds"))
    yield worlds
    worlds.end()


@pytest.fixture
def once(request, db, _worlds):
    """Return the function that makes something once a worker: `once(name, make)`."""
    sandbox = request.getfixturevalue("sandbox") if "sandbox" in request.fixturenames else None
    visit = Visit(_worlds, sandbox)
    yield visit.once
    visit.end()

"""A PostgreSQL of our own below .data, for whoever has not set DATABASE_URL.

Loopback TCP only, password log-in, an ordinary role that owns an ordinary database. Several commands may use one server at a
time: each holds a shared lock, and the last to let go stops it. The locks are the kernel's, so a killed command holds nothing.
"""

import fcntl
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.dev import binaries, unprivileged
from config.dev.errors import Refused, start_afresh

ROLE = DATABASE = "adwright"
SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200", "jit": "off"}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
PATIENCE_S = 10


class Server:
    """The server whose files are below `base`; a context manager that yields its address as a DATABASE_URL.

    With `durable=False` it is quick and loses data when the machine stops: for tests.
    """

    def __init__(self, base: Path, *, durable: bool = True):
        self.user = unprivileged.choose_user(base / "data")
        self.base = unprivileged.reachable_base(base.absolute(), self.user)
        self.moved = self.base != base.absolute()
        self.data, self.log, self.password_file = self.base / "data", self.base / "log", self.base / "password"
        self.settings = SETTINGS if durable else SETTINGS | FORGETFUL

    def __enter__(self) -> str:
        self._prepare_base()
        self.users = _open_lock(self.base / "users.lock")
        with self._starting_or_stopping():
            try:
                self._make_cluster()
                if not self._alive():
                    self._bury()
                    self._start()
                self._make_database()
                fcntl.flock(self.users, fcntl.LOCK_SH)
            except BaseException:
                self._stop_unless_used()
                raise
        return self._url(DATABASE, ROLE)

    def __exit__(self, *_exception) -> None:
        with self._starting_or_stopping():
            self._stop_unless_used()

    @contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        with _open_lock(self.base / "start.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _stop_unless_used(self) -> None:
        with self.users, suppress(BlockingIOError):
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._alive():
                self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "30")

    @property
    def programs(self) -> Path:
        """The directory of the programs that fit this server's data, pg_dump and psql among them."""
        return unprivileged.reachable_programs(binaries.find_binaries(self.data).directory, self.user)

    def _prepare_base(self) -> None:
        try:
            if not self.base.exists():
                self.base.mkdir(parents=True)
                unprivileged.own(self.base, self.user)
            if not os.access(self.base, os.W_OK):
                raise PermissionError
        except PermissionError:
            raise Refused(
                f"{self.base} is not writable for you. Make it yours: sudo chown -R $(id -un) '{self.base.parent}'"
            ) from None
        if self.data.exists() and self.user is None and self.data.stat().st_uid != os.geteuid():
            raise Refused(
                f"the database in {self.data} belongs to another user. Make it yours: sudo chown -R $(id -un) '{self.base}'"
            )

    def _make_cluster(self) -> None:
        """Run initdb beside the final place and move the result there, so that half a cluster is never taken for one."""
        if (self.data / "PG_VERSION").exists() and self.password_file.exists():
            return
        if self.data.exists():
            raise Refused(
                f"the database in {self.base} is broken: PG_VERSION or the password is gone. {start_afresh(self.base)}"
            )
        self.password_file.touch(mode=0o600)
        self.password_file.write_text(secrets.token_hex(16))
        unprivileged.own(self.password_file, self.user)
        new = self.base / "data.new"
        subprocess.run(["rm", "-rf", new], check=True)
        options = [
            "-D",
            new,
            "-U",
            "postgres",
            f"--pwfile={self.password_file}",
            "--auth=scram-sha-256",
            "-E",
            "UTF8",
            "--lc-messages=C",
        ]
        for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
            made = self._run("initdb", *options, f"--locale={locale}")
            if made.returncode == 0:
                new.rename(self.data)
                return
        raise Refused(f"PostgreSQL could not make its files: {_last_line(made.stderr)}")

    def _alive(self) -> bool:
        """Tell whether the data directory's own postmaster runs; a zombie or a stranger with its old pid does not count."""
        try:
            process = psutil.Process(int(self._pid_file()[0]))
            return process.status() != psutil.STATUS_ZOMBIE and str(self.data) in process.cmdline()
        except (IndexError, ValueError, psutil.Error):
            return False

    def _pid_file(self) -> list[str]:
        with suppress(FileNotFoundError):
            return (self.data / "postmaster.pid").read_text().splitlines()
        return []

    def _bury(self) -> None:
        """Wait until nothing of a killed server runs any more, then remove its lock file, which PostgreSQL would respect for ever."""
        if not self._pid_file():
            return
        deadline = time.monotonic() + PATIENCE_S
        while left := [process.pid for process in psutil.process_iter() if _directory(process) == str(self.data)]:
            if time.monotonic() > deadline:
                raise Refused(
                    f"processes of a killed PostgreSQL still use {self.data}. End them: kill {' '.join(map(str, left))}"
                )
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _start(self) -> None:
        self.log.unlink(missing_ok=True)
        settings = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        options = f"-p {self._free_port()} {settings}"
        started = self._run("pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-t", "60", "-o", options)
        if started.returncode:
            said = self.log.read_text() if self.log.exists() else started.stderr
            raise Refused(f"PostgreSQL did not start: {_last_line(said)} (log: {self.log}). {start_afresh(self.base)}")

    def _free_port(self) -> int:
        """Return the port of last time where it is free, else any free one."""
        remembered = self.base / "port"
        wanted = int(remembered.read_text()) if remembered.exists() else 0
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        remembered.write_text(str(port))
        return port

    def _make_database(self) -> None:
        try:
            with psycopg.connect(self._url("postgres", "postgres"), autocommit=True) as connection:
                if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
                    role = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}")
                    connection.execute(role.format(sql.Identifier(ROLE), sql.Literal(self.password_file.read_text())))
                if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
                    connection.execute(
                        sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
                    )
        except psycopg.OperationalError as error:
            raise Refused(
                f"PostgreSQL in {self.base} refuses us: {_last_line(str(error))}. {start_afresh(self.base)}"
            ) from None

    def _url(self, database: str, role: str) -> str:
        return f"postgresql://{role}:{self.password_file.read_text()}@127.0.0.1:{self._pid_file()[3]}/{database}"

    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
        command = [str(self.programs / program), *map(str, arguments)]
        options = {"env": environment, "cwd": "/", "start_new_session": True, **unprivileged.as_user(self.user)}
        return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def _open_lock(path: Path):
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_CREAT, 0o644))


def _directory(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return process.cwd()
    return ""


def _last_line(text: str) -> str:
    """Return the line that says why: the first fatal one, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fatal = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "error:", "could not"))]
    return (fatal or lines or ["no reason given"])[0 if fatal else -1].rstrip(".")

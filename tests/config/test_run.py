"""`make run` refuses with one line where it cannot start, and with what to do."""

import fcntl
import os
import socket
import subprocess
import sys

import pytest

from config.dev import check, environment
from integrations.sandbox.apps import TIERS
from integrations.sandbox.ports import free_ports
from tests.plugins import habits


@pytest.fixture
def run(tmp_path):
    """Return a function that runs `make run`'s program with its data in a directory of the test."""

    def start(*arguments, **variables):
        command = [sys.executable, "-m", "config.dev.run", *arguments]
        own = check.test_environment() | {"DATA_DIR": str(tmp_path / "data")} | variables
        own.pop("DATABASE_URL", None) if "DATABASE_URL" not in variables else None
        return subprocess.run(command, env=own, cwd=environment.ROOT, capture_output=True, text=True, timeout=60)

    return start


def _one_line(refused: subprocess.CompletedProcess) -> str:
    (line,) = refused.stderr.strip().splitlines()
    assert refused.returncode == 1
    return line


@pytest.mark.parametrize("port", ["80", "seven", "70000", ""])
def test_a_port_that_cannot_be_is_refused(run, port):
    assert "PORT must be a number from 1024" in _one_line(run("--port", port))


@pytest.mark.parametrize("offset", [0, environment.SANDBOX_OFFSET, environment.GRPC_OFFSET])
def test_a_taken_port_is_named_with_another_to_try(run, offset):
    first = free_ports(environment.GRPC_OFFSET + 1)
    taken = first + offset
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", taken))
        squatter.listen()
        line = _one_line(run("--port", str(first)))
    assert f"port {taken} is taken" in line
    assert "make run PORT=" in line


def test_a_second_run_in_the_same_place_is_told_where_the_first_one_is(run, tmp_path):
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("8123")
        lock.flush()
        assert "already runs from here, at http://demo.localhost:8123" in _one_line(run("--port", "28400"))


def test_a_database_that_does_not_answer_is_named(run):
    line = _one_line(run("--port", "28410", DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/nothing"))
    assert "the database of DATABASE_URL does not answer" in line
    assert "secret" not in line


def test_a_place_that_cannot_be_written_is_named(run, tmp_path):
    (tmp_path / "file").write_text("")
    assert "cannot be made" in _one_line(run("--port", "28420", DATA_DIR=str(tmp_path / "file" / "data")))


def test_the_demos_secrets_are_made_once_and_nobody_else_may_read_them(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "DATA", tmp_path)
    first = environment._demo_secrets()
    file = tmp_path / "secrets.env"
    assert file.stat().st_mode & 0o777 == 0o600
    assert environment._demo_secrets() == first
    assert len(first["SECRET_KEY"]) >= 50


def test_the_real_environment_wins_over_the_demos_but_not_over_the_port(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "DATA", tmp_path)
    monkeypatch.setenv("META_APP_ID", "my-own")
    monkeypatch.setenv("PORT", "1")
    variables = environment.demo_environment(9000)
    assert (variables["META_APP_ID"], variables["PORT"], variables["SANDBOX_PORT"]) == ("my-own", "9000", "9010")


def test_the_demo_reaches_every_platform_and_the_bank_in_its_sandbox(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "DATA", tmp_path)
    monkeypatch.setattr(environment, "_dotenv", dict)
    for name in [name for name in os.environ if name.startswith(("META_", "GOOGLE_", "TIKTOK_", "EXCHANGE_"))]:
        monkeypatch.delenv(name)
    variables = environment.demo_environment(9000)
    assert variables["GOOGLE_ADS_ENDPOINT"] == "127.0.0.1:9011"
    assert variables["TIKTOK_API_URL"] == "http://127.0.0.1:9010/tiktok"
    assert variables["EXCHANGE_RATES_URL"] == "http://127.0.0.1:9010/ecb/eurofxref-hist.zip"
    assert variables["GOOGLE_ACCESS_LEVEL"] == TIERS["google"][0]  # what the sandbox lets us do
    names = [f"{start}_{end}" for start in ("META_APP", "TIKTOK_APP", "GOOGLE_CLIENT") for end in ("ID", "SECRET")]
    assert all(variables[name] for name in names)


def test_a_sample_is_the_same_for_one_seed_and_whole_when_everything_is_asked_for(monkeypatch):
    monkeypatch.delenv("ADWRIGHT_TEST_FULL", raising=False)
    monkeypatch.setenv("ADWRIGHT_TEST_SEED", "7")
    first = habits.sample(range(100), 5)
    assert first == habits.sample(range(100), 5) == sorted(first)
    monkeypatch.setenv("ADWRIGHT_TEST_SEED", "8")
    assert habits.sample(range(100), 5) != first
    monkeypatch.setenv("ADWRIGHT_TEST_FULL", "1")
    assert habits.sample(range(100), 5) == list(range(100))
    assert os.environ["ADWRIGHT_TEST_FULL"] == "1"

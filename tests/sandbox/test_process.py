"""The process: what it keeps over a restart, the clock it writes, where it refuses to start."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests
from django.core.management import CommandError, call_command

from integrations.sandbox.clock import Clock
from integrations.sandbox.testing import SandboxProcess

from .conftest import START, Meta


def test_everything_survives_a_restart_even_a_killed_one():
    with SandboxProcess(now=START) as sandbox:
        token = sandbox.token("marlow")
        meta = Meta(sandbox, token)
        campaign, _, _ = meta.launch()
        sandbox.advance(days=2)
        before = meta.insights(level="ad", time_increment=1, time_range={"since": "2026-08-03", "until": "2026-08-09"})
        now = sandbox.now()
        sandbox._process.send_signal(signal.SIGKILL)
        sandbox._process.wait(10)
        sandbox._arguments = [a for a in sandbox._arguments if a not in ("--now", START)]
        sandbox.start()
        assert sandbox.now() == pytest.approx(now)
        again = Meta(sandbox, token)
        assert again.get(campaign, "name")["name"] == "Bread"
        assert (
            again.insights(level="ad", time_increment=1, time_range={"since": "2026-08-03", "until": "2026-08-09"})
            == before
        )


def test_the_clock_file_tells_the_simulated_time(sandbox):
    sandbox.advance(days=1)
    told = json.loads(sandbox.clock_file.read_text())
    assert set(told) == {"real", "simulated", "speed"}
    assert told["simulated"] + (time.time() - told["real"]) * told["speed"] == pytest.approx(START + 86_400)


def test_the_clock_runs_at_its_speed(sandbox):
    sandbox.control("POST", "clock", speed=3600)
    first = sandbox.now()
    time.sleep(0.2)
    assert sandbox.now() - first > 3600 * 0.2
    sandbox.control("POST", "clock", speed=0)
    assert sandbox.now() == sandbox.now()


def test_the_clock_can_be_set_back_only_while_nothing_has_happened(sandbox):
    sandbox.control("POST", "clock", now="2026-05-01T00:00:00+00:00")
    assert sandbox.control("GET", "clock")["iso"].startswith("2026-05-01")
    Meta(sandbox, sandbox.token("marlow")).campaign()
    with pytest.raises(AssertionError, match="409"):
        sandbox.control("POST", "clock", now="2026-04-01T00:00:00+00:00")


@pytest.mark.parametrize(
    "wish", [{"speed": -1}, {"speed": "fast"}, {"advance_s": -5}, {"now": "soon"}, {"advance_days": 99_999}]
)
def test_a_wrong_order_to_the_clock_is_refused(sandbox, wish):
    with pytest.raises(AssertionError, match="400"):
        sandbox.control("POST", "clock", **wish)
    assert sandbox.now() == START


def test_a_clock_writes_its_file_whole_or_not_at_all(tmp_path):
    file = tmp_path / "deep" / "clock.json"
    clock = Clock.start(simulated=1000.0, speed=0, file=file)
    clock.advance(50)
    assert json.loads(file.read_text())["simulated"] == 1050
    assert [path.name for path in file.parent.iterdir()] == ["clock.json"]


def test_it_answers_on_loopback_and_to_local_names_only(sandbox):
    assert (
        requests.get(f"{sandbox.base_url}/control/clock", headers={"Host": "evil.example"}, timeout=10).status_code
        == 400
    )
    assert requests.get(f"{sandbox.base_url}/control/clock", headers={"Host": "localhost:1"}, timeout=10).ok
    sockets = subprocess.run(
        ["cat", f"/proc/{sandbox._process.pid}/net/tcp"], capture_output=True, text=True, check=True
    ).stdout
    listening = [line.split()[1] for line in sockets.splitlines()[1:] if line.split()[3] == "0A"]
    assert f"0100007F:{sandbox.port:04X}" in listening
    assert f"00000000:{sandbox.port:04X}" not in listening


def test_it_does_not_start_in_production(settings):
    settings.DEBUG = settings.DEMO = False
    with pytest.raises(CommandError, match="does not start in production"):
        call_command("sandbox", port=1)
    command = [sys.executable, "-m", "integrations.sandbox", "--port", "1"]
    plain = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "ADWRIGHT_DEMO")}
    done = subprocess.run(command, capture_output=True, text=True, env=plain, timeout=20, check=False)
    assert (done.returncode, "does not start in production" in done.stderr) == (2, True)


def test_it_starts_without_django():
    code = "import sys, integrations.sandbox.app, integrations.sandbox.testing; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=20, check=False).returncode == 0


def test_it_ends_at_once_even_while_a_call_hangs():
    with SandboxProcess(now=START) as sandbox:
        sandbox.fault("timeout_before", path="/me$", seconds=600)
        with pytest.raises(requests.ReadTimeout):
            requests.get(f"{sandbox.graph_url}/v26.0/me", timeout=0.2)
        with socket.create_connection(("127.0.0.1", sandbox.port)) as open_call:
            sandbox.fault("timeout_before", path="/me$", seconds=600)
            open_call.sendall(b"GET /meta/v26.0/me HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(0.3)
            began = time.monotonic()
            sandbox.stop()
            assert time.monotonic() - began < 8

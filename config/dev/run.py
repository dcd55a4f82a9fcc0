"""`make run`: the whole of Adwright on this machine, with its demo, until Ctrl-C.

PostgreSQL, then migrations, then the demo's ninety days (once), then every process of the Procfile.
"""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from config.dev import environment, processes
from config.dev.errors import Refused

HIGHEST_PORT = 65535 - environment.GRPC_OFFSET
EMAIL = "nora@marlow.example"
asked_to_stop = threading.Event()


def main() -> None:
    started = time.monotonic()
    parser = argparse.ArgumentParser(description="Start Adwright with its demo.")
    parser.add_argument("--port", default="8000")
    port = _checked_port(parser.parse_args().port)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        sys.exit(_run(port, started))
    except KeyboardInterrupt:
        sys.exit("Stopped.")


def _run(port: int, started: float) -> int:
    with _only_one(port):
        mark = str(environment.data_directory())
        if left := processes.end_strays(mark):
            print(f"Ended {left} processes that a killed run had left.", flush=True)
        _expect_free(port, port + environment.SANDBOX_OFFSET, port + environment.GRPC_OFFSET)
        own = {
            processes.MARK: mark,
            "PYTHON": sys.executable,
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        with environment.database(environment.demo_environment(port) | own) as variables:
            try:
                _stop_if_asked()
                database = _prepare(variables)
                _stop_if_asked()
                _seed_once(variables, database)
                _stop_if_asked()
                threading.Thread(target=_announce, args=(variables, started), daemon=True).start()
                return processes.run_together(variables, root=environment.ROOT)
            finally:
                processes.end_strays(mark)


def _interrupt(*_signal) -> None:
    asked_to_stop.set()
    raise KeyboardInterrupt


def _stop_if_asked() -> None:
    """Raise again what a library swallowed: the interpreter drops a KeyboardInterrupt that comes inside a finalizer."""
    if asked_to_stop.is_set():
        raise KeyboardInterrupt


def _checked_port(text: str) -> int:
    if not text.isdecimal() or not 1024 <= int(text) <= HIGHEST_PORT:
        raise Refused(f"PORT must be a number from 1024 to {HIGHEST_PORT}, not {text!r}.")
    return int(text)


@contextmanager
def _only_one(port: int) -> Iterator[None]:
    """Hold the lock of this directory's run; it goes when the process goes, however it goes."""
    path = environment.data_directory() / "run.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Refused(
                f"Adwright already runs from here, at http://demo.localhost:{file.read().strip()}. Stop that one with Ctrl-C."
            ) from None
        file.truncate(0)
        file.write(str(port))
        file.flush()
        yield


def _expect_free(*ports: int) -> None:
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise Refused(
                    f"port {port} is taken by another program. Choose another: make run PORT={(ports[0] + 100) % HIGHEST_PORT}"
                ) from None


def _prepare(variables: dict[str, str]) -> str:
    """Migrate and build what is needed; return the database's name and number."""
    command = [sys.executable, "-m", "config.dev.prepare"]
    prepared = subprocess.run(command, **_apart(variables), stdout=subprocess.PIPE, text=True, check=False)
    if prepared.returncode:
        raise Refused(
            "the database could not be brought up to date; the reason stands above. Once it is mended, run the same command again."
        )
    return prepared.stdout.strip().splitlines()[-1]


def _seed_once(variables: dict[str, str], database: str) -> None:
    """Play the demo's ninety days through the sandbox, once for each database; an interrupted seeding goes on where it stopped."""
    done = environment.DATA / "demo.seeded"
    if done.exists() and database in done.read_text().splitlines():
        return
    if not any(environment.ROOT.glob("*/management/commands/seed_demo.py")):
        return
    print("Playing the demo's ninety days; this happens once.", flush=True)
    manage = [sys.executable, "manage.py"]
    sandbox = subprocess.Popen([*manage, "sandbox", "--port", variables["SANDBOX_PORT"]], **_apart(variables))
    try:
        _await_port(int(variables["SANDBOX_PORT"]))
        # Ninety days in half a minute are more calls a second than TikTok's first tier takes; the sandbox's seconds stand still.
        played = variables | {"LOG_LEVEL": "WARNING", "TIKTOK_APP_TIER": "ultimate"}
        if subprocess.run([*manage, "seed_demo"], **_apart(played), check=False).returncode:
            raise Refused("the demo could not be played; the reason stands above. Run the same command again to go on.")
    finally:
        sandbox.terminate()
        sandbox.wait(timeout=10)
    with done.open("a") as file:
        file.write(f"{database}\n")


def _apart(variables: dict[str, str]) -> dict[str, Any]:
    """Return the options of a process that Ctrl-C does not reach by itself: we end it, without its traceback."""
    return {"env": variables, "cwd": environment.ROOT, "start_new_session": True}


def _await_port(port: int) -> None:
    def answers() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    if not processes.wait_until(answers, seconds=30):
        raise Refused("the sandbox did not start; the reason stands above.")


def _announce(variables: dict[str, str], started: float) -> None:
    """Say where to go as soon as the web answers that it is ready."""

    def ready() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{variables['PORT']}/readyz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    if processes.wait_until(ready, seconds=120, every=0.2):
        rows = {
            "Adwright": f"http://demo.localhost:{variables['PORT']}",
            "e-mail": EMAIL,
            "password": variables["DEMO_PASSWORD"],
            "sandbox": f"http://localhost:{variables['SANDBOX_PORT']}   the ad platforms, to look at and to steer",
            "mail": str(environment.DATA / "mail"),
        }
        lines = "\n".join(f"  {name:<9} {value}" for name, value in rows.items())
        print(f"\nReady after {time.monotonic() - started:.1f} s. Ctrl-C stops everything.\n\n{lines}\n", flush=True)


if __name__ == "__main__":
    os.chdir(environment.ROOT)
    main()

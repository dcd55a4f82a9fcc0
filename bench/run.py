"""How long `make run` takes on a prepared machine, and how much memory a web worker holds.

Baselines, in the same run: loading Django with the same settings, and a web worker of a bare Django project under the same gunicorn.
Starts the demo of this directory on ports of its own; it must not be running already.
"""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench import report
from bench.visitor import Visitor
from config.dev import environment
from config.dev.run import EMAIL

PORT = 8900
RUNS = 3
PAGES = ["/", "/campaigns/", "/history/", "/connections/", "/settings/", "/api/v1/docs", "/api/v1/campaigns"]
BARE = """
SECRET_KEY = "x"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bare"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("bare"))]
"""
BARE_APPLICATION = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "bare"
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""


def main() -> None:
    with _demo():
        pass  # prepares the machine: environment, database, the demo's ninety days
    seconds, resident = [], 0
    for _ in range(RUNS):
        with _demo() as (ready_after, gunicorn):
            seconds.append(ready_after)
            _look_around()
            resident = _largest_worker(gunicorn)
    loading = _seconds_to_load_django()
    bare = _resident_of_a_bare_worker()
    ready = statistics.median(seconds)
    print(f"make run until /readyz: {ready:.1f} s, {ready / loading:.1f} times loading Django ({loading:.2f} s)")
    print(f"web worker: {resident:.0f} MB resident, {resident / bare:.1f} times a bare Django worker ({bare:.0f} MB)")
    report.finish(
        report.line("make run", ready, "s", most=10),
        report.line("web worker", resident, "MB", most=160),
    )


@contextmanager
def _demo() -> Iterator[tuple[float, psutil.Process]]:
    """Run `make run` until it is ready; yield the seconds it took and gunicorn's main process; end it as Ctrl-C does."""
    started = time.monotonic()
    command = ["make", "--no-print-directory", "run", f"PORT={PORT}"]
    run = subprocess.Popen(command, cwd=environment.ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while not _ready():
            if run.poll() is not None:
                sys.exit("make run ended before it was ready; the reason stands above.")
            time.sleep(0.05)
        yield time.monotonic() - started, _gunicorn(run.pid)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGINT)
            run.wait(30)


def _ready() -> bool:
    try:
        return _get(PORT, "localhost", "/readyz") == 200
    except OSError:
        return False


def _get(port: int, host: str, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _gunicorn(parent: int) -> psutil.Process:
    below = psutil.Process(parent).children(recursive=True)
    masters = [process for process in below if "gunicorn" in process.cmdline() and process.children()]
    return masters[0]


def _look_around() -> None:
    """Log in as the demo's owner and open each page several times, so that both workers have loaded what pages need."""
    visitor = Visitor(PORT)
    visitor.log_in(EMAIL, environment.demo_environment(PORT)["DEMO_PASSWORD"])
    for path in PAGES * 8:
        visitor.get(f"http://demo.localhost:{PORT}{path}")


def _largest_worker(gunicorn: psutil.Process) -> float:
    """Return the resident memory of the largest web worker, in MB."""
    return max(worker.memory_info().rss for worker in gunicorn.children()) / 1e6


def _seconds_to_load_django() -> float:
    variables = environment.demo_environment(PORT) | {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    seconds = []
    for _ in range(RUNS):
        started = time.monotonic()
        command = [sys.executable, "-c", "import django; django.setup()"]
        subprocess.run(command, env=variables, cwd=environment.ROOT, check=True)
        seconds.append(time.monotonic() - started)
    return statistics.median(seconds)


def _resident_of_a_bare_worker() -> float:
    with tempfile.TemporaryDirectory() as directory, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        (Path(directory) / "bare.py").write_text(BARE)
        (Path(directory) / "bare_wsgi.py").write_text(BARE_APPLICATION)
        variables = os.environ | {"PORT": str(port), "PYTHONPATH": directory}
        config = str(environment.ROOT / "config" / "gunicorn.py")
        command = [sys.executable, "-m", "gunicorn", "bare_wsgi", "--config", config]
        bare = subprocess.Popen(command, env=variables, cwd=directory)
        try:
            while not _answers(port):
                time.sleep(0.05)
            return _largest_worker(psutil.Process(bare.pid))
        finally:
            bare.terminate()
            bare.wait(30)


def _answers(port: int) -> bool:
    try:
        return _get(port, "localhost", "/") == 200
    except OSError:
        return False


if __name__ == "__main__":
    main()

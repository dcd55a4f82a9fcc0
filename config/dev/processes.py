"""Run the processes of the Procfile together: one stops, all stop; a signal stops all; nothing is left."""

import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

PROCFILE = Path(__file__).with_name("Procfile")
# Every process of a run carries this in its environment, with the run's data directory: so a killed run's are found again.
MARK = "ADWRIGHT_RUN"


def run_together(environment: dict[str, str], *, root: Path) -> int:
    """Run until a signal comes or a process ends; return 0 after a signal, else the status of the first that ended."""
    manager = ThreadManager(Printer(Output()))
    for name, command in parse_procfile(PROCFILE.read_text()).processes.items():
        manager.add_process(name, command, env=environment, cwd=str(root))
    signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        manager.loop()
    finally:
        end_strays(environment[MARK])
    return 0 if manager.returncode in (130, 143) else manager.returncode or 1


class ThreadManager(Manager):
    """honcho's manager with a thread instead of a forked process beside each child.

    A fork would take part in the terminal's signals (closing the terminal kills it, and its child is never waited for).
    """

    def __init__(self, printer: Printer):
        super().__init__(printer)
        self.events: queue.Queue = queue.Queue()

    def _start(self):
        for process in self._processes.values():
            threading.Thread(target=process["obj"].run, args=(self.events,), daemon=True).start()

    def _killall(self, force=False):
        number = signal.SIGKILL if force else signal.SIGTERM
        for process in self._processes.values():
            if process.get("pid") and "returncode" not in process:
                with suppress(ProcessLookupError):
                    os.killpg(process["pid"], number)


class Output:
    """Standard output; when it goes away (a closed terminal that sent no signal) everything stops, and the loop lives on for that."""

    def __init__(self):
        self.gone = False

    def write(self, text: str) -> None:
        self._try(sys.stdout.write, text)

    def flush(self) -> None:
        self._try(sys.stdout.flush)

    def _try(self, action: Callable, *arguments: str) -> None:
        if self.gone:
            return
        try:
            action(*arguments)
        except OSError:
            self.gone = True
            signal.raise_signal(signal.SIGTERM)

    def isatty(self) -> bool:
        return sys.stdout.isatty()


def strays(mark: str) -> list[psutil.Process]:
    """Return the processes that a run in this data directory started and that still run."""
    return [process for process in psutil.process_iter() if _mark_of(process) == mark and process.pid != os.getpid()]


def end_strays(mark: str) -> int:
    """End what a run left: politely, after three seconds for good. Return how many there were."""
    left = strays(mark)
    for process in left:
        with suppress(psutil.Error):
            process.terminate()
    _, stubborn = psutil.wait_procs(left, timeout=3)
    for process in stubborn:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(stubborn, timeout=3)
    return len(left)


def wait_until(done, *, seconds: float, every: float = 0.1) -> bool:
    """Ask again and again until `done()` holds; tell whether it did in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(every)
    return False


def _mark_of(process: psutil.Process) -> str:
    with suppress(psutil.Error, OSError):
        if process.status() != psutil.STATUS_ZOMBIE:
            return process.environ().get(MARK, "")
    return ""

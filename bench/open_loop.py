"""Work at a steady rate, whether or not the one before is done: as visitors come. How long each waited counts from its appointed time."""

import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

AT_ONCE = 32


@dataclass
class Pace:
    """What was measured, in milliseconds."""

    times: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """Return the time that one in twenty exceeds."""
        return statistics.quantiles(self.times, n=20)[-1]

    @property
    def median(self) -> float:
        """Return the median."""
        return statistics.median(self.times)


def keep_pace(work: Callable[[], None], *, rate: float, seconds: float) -> Pace:
    """Do something `rate` times a second for so long; raises what the work raises."""
    pace, lock, began = Pace(), threading.Lock(), time.perf_counter() + 0.1

    def once(due: float) -> None:
        work()
        with lock:
            pace.times.append((time.perf_counter() - due) * 1000)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = []
        for number in range(int(rate * seconds)):
            due = began + number / rate
            time.sleep(max(due - time.perf_counter(), 0))
            waiting.append(pool.submit(once, due))
        for each in waiting:
            each.result()
    return pace

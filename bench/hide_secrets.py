"""How the time to hide secrets in a log line grows with the line: a stranger writes what is logged, and must not keep a worker busy.

Baseline, in the same run: a line a tenth as long. In proportion to the text it takes 10 times as long, to its square 100 times.
"""

import time

from bench import report
from config.logging import hide_secrets

PIECES = ("f", "-", "csrf", "token", "x:", "://a:", "'code':'", "bearer ", "authorization")
SHORT, LONG, TIMES = 2_000, 20_000, 5


def main() -> None:
    growth = max(_seconds(piece, LONG) / _seconds(piece, SHORT) for piece in PIECES)
    report.finish(report.line("hiding secrets in a line ten times as long", growth, "times", most=30))


def _seconds(piece: str, length: int) -> float:
    text = (piece * length)[:length]
    started = time.process_time()
    for _ in range(TIMES):
        hide_secrets(text)
    return time.process_time() - started


if __name__ == "__main__":
    main()

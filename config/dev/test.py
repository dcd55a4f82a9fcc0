"""`make test`: the checks, then the tests on every core against a PostgreSQL of their own.

Arguments go to pytest, and then only pytest runs: `make test ARGS="tests/campaigns -k pause -x"`.
With `CI=true` a skipped test is a failure (tests/plugins/habits.py).
"""

import os
import shutil
import signal
import subprocess
import sys

from config.dev import check, environment


def main() -> None:
    arguments = sys.argv[1:]
    chosen = [argument for argument in arguments if argument != "--full"]
    with environment.database(check.test_environment(), name="pg-test", durable=False) as variables:
        if os.environ.get("CI") and not shutil.which("chromium"):
            print(
                "No Chromium here: the browser journeys will fail, since nothing is skipped in CI (.ci/run installs it).",
                flush=True,
            )
        failed = [] if chosen else check.run_checks(variables)
        if not check.passes("static files", ["django-admin", "build_static", "--pythonpath", "."], variables):
            failed.append("static files")
        spread = (
            [] if any(argument.startswith("-n") for argument in chosen) else ["-n", workers(), "--dist", "worksteal"]
        )
        command = [sys.executable, "-m", "pytest", "-q", *spread, *arguments]
        tests = subprocess.Popen(command, env=variables, cwd=environment.ROOT)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is pytest's: it reports what ran and drops its databases
        status = tests.wait()
    if status:
        failed.append("tests")
    sys.exit(f"Failed: {', '.join(failed)}." if failed else 0)


def workers() -> str:
    """Return how many processes run the tests: one more than cores, since every test waits for other processes at times."""
    return str(len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1)


if __name__ == "__main__":
    main()

"""What every run of the tests does: one printed seed, samples of large matrices, soak tests only when asked, no skipping in CI."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

import pytest

Value = TypeVar("Value")


def sample(values: Sequence[Value], count: int) -> list[Value]:
    """Return `count` of the values, chosen by the run's seed and in their own order; all of them with --full.

    Every worker chooses the same ones, so it may be used in `parametrize`.
    """
    if os.environ.get("ADWRIGHT_TEST_FULL") or count >= len(values):
        return list(values)
    chosen = random.Random(os.environ.get("ADWRIGHT_TEST_SEED", "0")).sample(range(len(values)), count)
    return [values[index] for index in sorted(chosen)]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="whole matrices instead of samples, and the soak tests")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Hand the seed that pytest-randomly drew to the workers, and to `sample`, through the environment."""
    os.environ["ADWRIGHT_TEST_SEED"] = str(config.getoption("randomly_seed", 0))
    if config.getoption("full"):
        os.environ["ADWRIGHT_TEST_FULL"] = "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("full"):
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    if soak:
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if item not in soak]


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    seed = config.getoption("randomly_seed", 0)
    kind = (
        "whole matrices"
        if config.getoption("full")
        else "samples of large matrices, no soak tests (make test-full runs all)"
    )
    terminalreporter.write_line(f"{kind}; seed {seed}: repeat with ARGS=--randomly-seed={seed}")
    if _skipped_in_ci(terminalreporter):
        terminalreporter.write_line("A skipped test is a failure in CI.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and _skipped_in_ci(reporter) and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _skipped_in_ci(reporter) -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true") and bool(reporter.stats.get("skipped"))

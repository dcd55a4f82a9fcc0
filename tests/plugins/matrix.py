"""Say at the end how many cells of the fault matrix ran, and how many of them failed."""

from tests.faults.cells import count_cells

MATRIX = "tests/faults/test_matrix.py::"


def pytest_terminal_summary(terminalreporter) -> None:
    outcomes = {
        outcome: [report for report in reports if getattr(report, "nodeid", "").startswith(MATRIX)]
        for outcome, reports in terminalreporter.stats.items()
    }
    failed = {report.nodeid for outcome in ("failed", "error") for report in outcomes.get(outcome, [])}
    passed = {report.nodeid for report in outcomes.get("passed", []) if report.when == "call"} - failed
    if ran := len(failed | passed):
        words = f"{len(failed)} failed" if failed else "none failed"
        terminalreporter.write_line(f"fault matrix: {ran} of {count_cells()} cells ran, {words}", red=bool(failed))

"""How fast ad accounts are read: objects and 60 days of figures the first time, and the trailing window again.

Baseline, in the same run: the adapter alone, draining the same answers of the same sandbox without storing anything. Most
of the time is the sandbox's, which is one process on this machine; the ratio is ours.
"""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench import report, sync_house

ACCOUNTS, CAMPAIGNS, TURNS = 4, 10, 3
TRAILING = {"google": 30, "meta": 28, "tiktok": 28}


def main() -> None:
    lines = []
    with sync_house.standing_house() as sandbox:
        for platform in _platforms():
            lines += _measure(sandbox, platform)
    report.finish(*lines)


def _platforms() -> list[str]:
    from integrations import registry

    named = [name for name in sys.argv[1:] if not name.startswith("-")]
    return named or [str(platform) for platform in registry.CONNECTABLE]


def _measure(sandbox: Any, platform: str) -> list[report.Line]:
    from integrations import types

    accounts = sync_house.connect(sandbox, platform, ACCOUNTS, CAMPAIGNS)
    now = sync_house.present(sandbox)
    _drain(accounts[:1], now, 1)  # the SDK is loaded, the market is settled
    alone, rows = _seconds(lambda: _drain(accounts, now, sync_house.DAYS))
    whole, _ = _seconds(lambda: _read(accounts, now, sync_house.DAYS))
    days = TRAILING[platform]
    alone_again, again, rows_again = _in_turns(accounts, now, days)
    print(
        f"{types.Platform(platform)}, first reading: {ACCOUNTS / whole:.2f} accounts/s, {ACCOUNTS * CAMPAIGNS / whole:.1f} campaigns/s, "
        f"{rows / whole:,.0f} rows/s ({rows:,} rows; the adapter alone {rows / alone:,.0f} rows/s)"
    )
    print(
        f"{platform}, {days} days again: {ACCOUNTS / again:.2f} accounts/s, {rows_again / again:,.0f} rows/s "
        f"({rows_again:,} rows; the adapter alone {rows_again / alone_again:,.0f} rows/s)"
    )
    return [
        report.line(f"{platform}: first reading against draining", whole / alone, "times", most=2.5),
        report.line(f"{platform}: reading again against draining", again / alone_again, "times", most=2),
    ]


def _in_turns(accounts: list, now: Any, days: int) -> tuple[float, float, int]:
    """Drain and read again in turns; return the best of each, in seconds, and the rows."""
    alone, read, rows = [], [], 0
    for turn in range(1, TURNS + 1):
        seconds, rows = _seconds(lambda: _drain_figures(accounts, now, days))
        alone.append(seconds)
        later = now + timedelta(minutes=turn)
        read.append(_seconds(lambda later=later: _read_figures(accounts, later, days))[0])
    return min(alone), min(read), rows


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def _read(accounts: list, now: Any, days: int) -> None:
    import campaigns.services

    for account in accounts:
        campaigns.services.sync_account(account=account, now=now)
    _read_figures(accounts, now, days)


def _read_figures(accounts: list, now: Any, days: int) -> None:
    import analytics.services

    for account in accounts:
        analytics.services.sync_account(
            account=account, since=now.date() - timedelta(days=days - 1), until=now.date(), now=now
        )


def _drain(accounts: list, now: Any, days: int) -> int:
    """Ask what the first reading asks (the objects' state, then everything in them), and drop it; return the figures' rows."""
    import integrations.services as services

    for account in accounts:
        for _ in services.observe_account(account=account):
            pass
        for _ in services.list_remote_campaigns(account=account):
            pass
    return _drain_figures(accounts, now, days)


def _drain_figures(accounts: list, now: Any, days: int) -> int:
    import integrations.services as services

    rows = 0
    for account in accounts:
        since = now.date() - timedelta(days=days - 1)
        rows += sum(1 for _ in services.fetch_metrics(account=account, since=since, until=now.date()))
    return rows


if __name__ == "__main__":
    main()

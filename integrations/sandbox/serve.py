"""Start the sandbox: on loopback, never in production."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import DEFAULT_APP_ID, DEFAULT_APP_SECRET

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Options:
    port: int = 8010
    speed: float | None = None
    now: float | None = None
    db: Path = Path(".data/sandbox.sqlite3")
    clock_file: Path | None = None
    seed: int = 20
    app_id: str = DEFAULT_APP_ID
    app_secret: str = DEFAULT_APP_SECRET
    tier: str = "standard_access"


class Refused(Exception):
    """The sandbox does not start here; the text says why."""


def refuse_in_production(*, debug: bool, demo: bool) -> None:
    """Raise Refused unless this is development or the demo."""
    if not debug and not demo:
        raise Refused("The sandbox does not start in production: set ADWRIGHT_DEMO=1 (or DEBUG=1) if this is a demo.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8010)
    parser.add_argument(
        "--speed", type=float, default=None, help="simulated seconds a second; 0 stands still (default 1)"
    )
    parser.add_argument("--now", type=float, default=None, help="begin at this moment (seconds since 1970)")
    parser.add_argument("--db", type=Path, default=None, help="the sandbox's own SQLite file")
    parser.add_argument("--clock-file", type=Path, default=None, help="where the clock is written for others to follow")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--tier", choices=["standard_access", "development_access"], default="standard_access")


def serve(options: Options) -> None:
    """Serve until interrupted. The clock goes on from where the file's world last stood, and is never behind it."""
    import uvicorn

    from .app import make_app, make_world
    from .world import Config

    config = Config(
        options.seed, options.app_id or DEFAULT_APP_ID, options.app_secret or DEFAULT_APP_SECRET, options.tier
    )
    world = make_world(db=options.db, clock=_start_clock(options), config=config)
    server = uvicorn.Config(
        make_app(world), host=HOST, port=options.port, log_level="warning", http="h11", access_log=False,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    uvicorn.Server(server).run()


def _start_clock(options: Options):
    """Take up the clock kept in the sandbox's file; without one, start at the moment asked for, or now."""
    from .clock import Clock
    from .store import Store

    kept = Store(options.db).get_value("clock")
    moment, speed = options.now, options.speed
    if kept:
        old = Clock(kept["real"], kept["simulated"], kept["speed"])
        moment, speed = moment or old.now(), old.speed if speed is None else speed
    return Clock.start(simulated=moment, speed=1.0 if speed is None else speed, file=options.clock_file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line without Django: `python -m integrations.sandbox`."""
    parser = argparse.ArgumentParser(prog="python -m integrations.sandbox", description=__doc__)
    add_arguments(parser)
    given = parser.parse_args(arguments)
    flags = {
        name: os.environ.get(name, "").lower() in ("1", "true", "yes", "on") for name in ("DEBUG", "ADWRIGHT_DEMO")
    }
    try:
        refuse_in_production(debug=flags["DEBUG"], demo=flags["ADWRIGHT_DEMO"])
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    app_id, app_secret = os.environ.get("META_APP_ID", ""), os.environ.get("META_APP_SECRET", "")
    db = given.db or Path(os.environ.get("SANDBOX_DB", ".data/sandbox.sqlite3"))
    serve(Options(given.port, given.speed, given.now, db, given.clock_file, given.seed, app_id, app_secret, given.tier))
    return 0

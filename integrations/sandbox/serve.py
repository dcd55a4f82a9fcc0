"""Start the sandbox: on loopback, never in production."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .apps import DEFAULT_APPS, TIERS, AppKeys, read_apps

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Options:
    """`port` is the web server's; Google's gRPC listens on the next one."""

    port: int = 8010
    speed: float | None = None
    now: float | None = None
    db: Path = Path(".data/sandbox.sqlite3")
    clock_file: Path | None = None
    seed: int = 20
    apps: Mapping[str, AppKeys] = field(default_factory=lambda: dict(DEFAULT_APPS))
    tiers: Mapping[str, str] = field(default_factory=dict)


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
    for name, tiers in TIERS.items():
        parser.add_argument("--tier" if name == "meta" else f"--{name}-tier", choices=tiers, default=tiers[0])


def read_options(
    given: Mapping[str, Any], *, apps: Mapping[str, AppKeys], db: Path, clock_file: Path | None
) -> Options:
    """Return what was given on the command line; `db` and `clock_file` are what holds where nothing was given."""
    tiers = {name: given["tier" if name == "meta" else f"{name}_tier"] for name in TIERS}
    return Options(
        given["port"], given["speed"], given["now"], given["db"] or db, given["clock_file"] or clock_file, given["seed"],
        apps, tiers,
    )  # fmt: skip


def serve(options: Options) -> None:
    """Serve until interrupted. The clock goes on from where the file's world last stood, and is never behind it."""
    import uvicorn

    from .app import make_app, make_world
    from .world import Config

    config = Config(options.seed, options.apps)
    config.tiers |= options.tiers
    world = make_world(db=options.db, clock=_start_clock(options), config=config)
    server = uvicorn.Config(
        make_app(world, service_port=options.port + 1), host=HOST, port=options.port, log_level="warning", http="h11",
        access_log=False, timeout_graceful_shutdown=1, lifespan="on",
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
    db = Path(os.environ.get("SANDBOX_DB", ".data/sandbox.sqlite3"))
    serve(read_options(vars(given), apps=read_apps(os.environ), db=db, clock_file=None))
    return 0

"""Put the sandbox together: the world, the platforms' addresses, the control API, the page to steer it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Match, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from . import bank, writer
from .clock import Clock
from .control.page import page_routes
from .control.routes import routes as control_routes
from .faults import Faults
from .people import make_default_people
from .platforms import load_sides
from .store import Store
from .world import Config, World

_HOSTS = ["127.0.0.1", "localhost", "*.localhost"]


def make_world(*, db: Path | str, clock: Clock, config: Config) -> World:
    """Open the sandbox's file and make sure that somebody lives there."""
    world = World(clock, Store(db), config, load_sides())
    make_default_people(world)
    return world


def make_app(world: World, *, service_port: int = 0) -> ASGIApp:
    """Return the whole server. Platforms' calls come first, outside the framework, so that faults reach the connection.

    With `service_port` what speaks another protocol than HTTP (Google's gRPC) listens there while the server runs.
    """
    faults = Faults()
    pages = _make_pages(world, faults, service_port)
    wires = [(f"{side.prefix}/", side.routes(), side.http(world, faults)) for side in world.sides.values()]

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "") if scope["type"] == "http" else ""
        app: ASGIApp = pages
        for prefix, routes, wire in wires:
            if path.startswith(prefix) and all(route.matches(scope)[0] is Match.NONE for route in routes):
                app = wire
        await app(scope, receive, send)

    return serve


def _make_pages(world: World, faults: Faults, service_port: int) -> Starlette:
    services = [side.service(world, faults, service_port) for side in world.sides.values() if side.service]

    @asynccontextmanager
    async def run_services(app: Starlette) -> AsyncIterator[None]:
        for service in services if service_port else []:
            await service.start()
        yield
        for service in services if service_port else []:
            await service.stop()

    routes = [
        *(route for side in world.sides.values() for route in side.routes()),
        *writer.routes(),
        Mount("/control", routes=control_routes()),
        *bank.routes(),
        Route("/healthz", lambda request: JSONResponse({"ok": True})),
        *page_routes(),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)
    app = Starlette(routes=routes, middleware=[hosts], lifespan=run_services)
    app.state.world, app.state.faults = world, faults
    return app

"""Put the sandbox together: the world, Meta's address, the control API, the page to steer it."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from .clock import Clock
from .control.page import page_routes
from .control.routes import routes as control_routes
from .faults import Faults
from .meta import VERSION, accounts, ads, adsets, campaigns, creatives, dialog, images, insights
from .meta.delivery import account_terms
from .meta.http import GraphApp
from .people import make_default_people
from .store import Store
from .world import Config, World

_HANDLERS = (accounts, campaigns, adsets, creatives, images, ads, insights)  # importing them registers their edges
_HOSTS = ["127.0.0.1", "localhost", "*.localhost"]


def make_world(*, db: Path | str, clock: Clock, config: Config) -> World:
    """Open the sandbox's file and make sure that somebody lives there."""
    world = World(clock, Store(db), config, {"meta": account_terms})
    make_default_people(world)
    return world


def make_app(world: World) -> ASGIApp:
    """Return the whole server. Graph calls come first, outside the framework, so that faults reach the connection."""
    faults = Faults()
    pages = _make_pages(world, faults)
    graph = GraphApp(world, faults)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        is_graph = scope["type"] == "http" and path.startswith("/meta/")
        is_page = path.endswith("/dialog/oauth") or path.startswith(f"/meta/{VERSION}/images/")
        await (graph if is_graph and not is_page else pages)(scope, receive, send)

    return serve


def _make_pages(world: World, faults: Faults) -> Starlette:
    dialogs = ["/meta/{version}/dialog/oauth", "/meta/dialog/oauth"]
    routes = [
        *(Route(path, dialog.show, methods=["GET"]) for path in dialogs),
        *(Route(path, dialog.decide, methods=["POST"]) for path in dialogs),
        Route(f"/meta/{VERSION}/images/{{digest}}", show_image, methods=["GET"]),
        Mount("/control", routes=control_routes()),
        Route("/healthz", lambda request: JSONResponse({"ok": True})),
        *page_routes(),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)])
    app.state.world, app.state.faults = world, faults
    return app


async def show_image(request: Request) -> Response:
    """Show an uploaded picture; it needs no token, as on Meta's own CDN."""
    store = request.app.state.world.store
    row = store.db.execute("SELECT content FROM files WHERE digest=?", (request.path_params["digest"],)).fetchone()
    if row is None:
        return Response(status_code=404)
    kinds = {b"\x89P": "image/png", b"\xff\xd8": "image/jpeg", b"GI": "image/gif"}
    return Response(row[0], media_type=kinds.get(row[0][:2], "application/octet-stream"))

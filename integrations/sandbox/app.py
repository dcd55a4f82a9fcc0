"""Put the sandbox together: the world, Meta's address, the control API, the page to steer it."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from .clock import Clock
from .control.routes import routes as control_routes
from .faults import Faults
from .meta import VERSION, accounts, ads, adsets, campaigns, creatives, dialog, images, insights
from .meta.delivery import account_terms
from .meta.http import GraphApp
from .people import make_default_people
from .store import Store
from .world import Config, World

_HANDLERS = (accounts, campaigns, adsets, creatives, images, ads, insights)  # importing them registers their edges


def make_world(*, db: Path | str, clock: Clock, config: Config) -> World:
    """Open the sandbox's file and make sure that somebody lives there."""
    world = World(clock, Store(db), config, {"meta": account_terms})
    make_default_people(world)
    return world


def make_app(world: World) -> Starlette:
    faults = Faults()
    routes = [
        Route("/meta/{version}/dialog/oauth", dialog.show, methods=["GET"]),
        Route("/meta/dialog/oauth", dialog.show, methods=["GET"]),
        Route("/meta/{version}/dialog/oauth", dialog.decide, methods=["POST"]),
        Route("/meta/dialog/oauth", dialog.decide, methods=["POST"]),
        Route(f"/meta/{VERSION}/images/{{digest}}", show_image, methods=["GET"]),
        Route("/meta/{rest:path}", GraphApp(world, faults)),
        Mount("/control", routes=control_routes()),
        Route("/healthz", lambda request: JSONResponse({"ok": True})),
        *_page_routes(),
    ]
    app = Starlette(routes=routes)
    app.state.world, app.state.faults = world, faults
    return app


def _page_routes() -> list[Route]:
    from .control.page import page_routes

    return page_routes()


async def show_image(request: Request) -> Response:
    store = request.app.state.world.store
    row = store.db.execute("SELECT content FROM files WHERE digest=?", (request.path_params["digest"],)).fetchone()
    if row is None:
        return Response(status_code=404)
    kind = {b"\x89P": "image/png", b"\xff\xd8": "image/jpeg", b"GI": "image/gif"}.get(row[0][:2], "application/octet-stream")
    return Response(row[0], media_type=kind)

"""The page at `/`."""

from starlette.responses import PlainTextResponse
from starlette.routing import Route


def page_routes() -> list[Route]:
    return [Route("/", lambda request: PlainTextResponse("The sandbox is running."))]

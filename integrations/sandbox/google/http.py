"""Google over HTTP: the token address, revocation, and the upload of videos."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from ..faults import Rule
from ..http import Reply, WireApp
from ..store import Thing
from ..world import World
from . import tokens, uploads
from .identity import Refused


@dataclass(slots=True)
class HttpCall:
    """One call; `form` are the texts of its query and body, `body` the raw bytes of an upload."""

    world: World
    method: str
    address: str
    form: dict[str, str]
    headers: dict[str, str]
    base: str = ""
    body: bytes = b""
    account: Thing | None = None
    made: list[tuple[str, str, str]] = field(default_factory=list)


class GoogleApp(WireApp):
    platform = "google"

    async def read(self, request: Request) -> HttpCall:
        form = dict(request.query_params)
        body = await request.body()
        kind = request.headers.get("content-type", "")
        is_upload = "/resumable/upload/" in request.scope["path"]
        if kind.startswith("application/x-www-form-urlencoded") and not is_upload:
            form |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        path = request.scope["path"]
        return HttpCall(
            self.world, request.method, path, form, dict(request.headers), f"{request.base_url}google".rstrip("/"), body
        )

    def answer(self, request: Request, call: HttpCall) -> Reply:
        path = call.address.removeprefix("/google")
        if path.startswith("/resumable/upload/"):
            return uploads.answer(call)
        if path not in ("/token", "/revoke"):
            return Reply({"error": "not_found", "error_description": "There is nothing here."}, 404)
        if call.method != "POST":
            return Reply({"error": "invalid_request", "error_description": "Only POST is allowed."}, 405)
        try:
            with self.world.store.transaction():
                return Reply(_grant(self.world, call.form) if path == "/token" else _revoke(self.world, call.form))
        except Refused as refusal:
            return Reply({"error": refusal.error, "error_description": refusal.description}, refusal.status)

    def unreadable(self) -> Reply:
        return Reply({"error": "invalid_request", "error_description": "The request body can't be read."}, 400)

    def ordered(self, rule: Rule, call: HttpCall) -> Reply | None:
        if rule.kind == "429":
            words = "Too many requests. Try again later."
            return Reply({"error": "rate_limit_exceeded", "error_description": words}, rule.status or 429)
        if rule.kind == "500":
            return Reply({"error": "internal_failure", "error_description": "Backend Error"}, rule.status or 500)
        if rule.kind == "error":
            error = str(rule.code or "invalid_grant").rpartition(".")[2]
            return Reply({"error": error, "error_description": rule.message or "Bad Request"}, rule.status or 400)
        return None


def _grant(world: World, form: dict[str, str]) -> dict[str, Any]:
    app = world.config.apps["google"]
    if form.get("client_id") != app.id:
        raise Refused("invalid_client", "The OAuth client was not found.", 401)
    if form.get("client_secret") != app.secret:
        raise Refused("invalid_client", "Unauthorized", 401)
    kind = form.get("grant_type", "")
    if kind not in ("authorization_code", "refresh_token"):
        raise Refused("unsupported_grant_type", f"Invalid grant_type: {kind}")
    return tokens.redeem_code(world, form) if kind == "authorization_code" else tokens.refresh_access(world, form)


def _revoke(world: World, form: dict[str, str]) -> dict[str, Any]:
    if not form.get("token"):
        raise Refused("invalid_request", "Missing required parameter: token")
    tokens.revoke(world, form["token"])
    return {}

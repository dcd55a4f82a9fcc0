"""Google's SDK against the sandbox: somebody's consent, a token, and a client that speaks plaintext on loopback."""

import base64
import hashlib
import json
import urllib.error
import urllib.parse
import urllib.request
from importlib import import_module
from typing import Any

import grpc
from google.ads.googleads import util
from google.ads.googleads.client import _CLIENT_INFO, _GRPC_CHANNEL_OPTIONS, GoogleAdsClient
from google.ads.googleads.interceptors import ExceptionInterceptor, MetadataInterceptor
from google.oauth2.credentials import Credentials

from integrations.sandbox.testing import SandboxProcess

SCOPE = "https://www.googleapis.com/auth/adwords"
REDIRECT = "http://localhost:8000/oauth/google/callback"
VERIFIER = "v" * 50
MARLOW = "4827150936"


class AdsClient(GoogleAdsClient):
    def get_service(self, name: str, version: Any = None, interceptors: Any = None, is_async: bool = False) -> Any:
        snake = util.convert_upper_case_to_snake_case(name)
        module = import_module(f"google.ads.googleads.{self.version}.services.services.{snake}")
        service = getattr(module, f"{name}Client")
        transport = service.get_transport_class("grpc")
        channel = transport.create_channel(
            host=self.endpoint, credentials=self.credentials, ssl_credentials=grpc.local_channel_credentials(),
            options=_GRPC_CHANNEL_OPTIONS,
        )  # fmt: skip
        channel = grpc.intercept_channel(
            channel,
            MetadataInterceptor(self.developer_token, self.login_customer_id, self.linked_customer_id),
            ExceptionInterceptor(self.version, use_proto_plus=self.use_proto_plus),
        )
        return service(transport=transport(channel=channel, client_info=_CLIENT_INFO))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def challenge(verifier: str = VERIFIER) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def consent(sandbox: SandboxProcess, person: str = "marlow", decision: str = "allow", **more: str) -> dict[str, str]:
    """Go through the consent page and return what the browser brings back."""
    people = sandbox.control("GET", "people")["people"]
    person_id = next((p["id"] for p in people if person in (p["id"], p["key"])), person)
    form = {
        "client_id": sandbox.settings["GOOGLE_CLIENT_ID"], "redirect_uri": REDIRECT, "state": "s", "response_type": "code",
        "scope": f"openid {SCOPE}", "access_type": "offline", "prompt": "consent", "code_challenge": challenge(),
        "code_challenge_method": "S256", **more,
    }  # fmt: skip
    data = urllib.parse.urlencode({**form, "person": person_id, "decision": decision}).encode()
    try:
        urllib.request.build_opener(_NoRedirect).open(f"{sandbox.google_url}/o/oauth2/v2/auth", data, timeout=30)
    except urllib.error.HTTPError as answer:
        if answer.code != 302:
            raise AssertionError(answer.read().decode()) from None
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["location"]).query))
    raise AssertionError("the consent page did not send the browser back")


def post(sandbox: SandboxProcess, path: str, **form: str) -> tuple[int, dict[str, Any]]:
    """Post a form to an address below /google."""
    data = urllib.parse.urlencode(form).encode()
    try:
        with urllib.request.urlopen(f"{sandbox.google_url}{path}", data, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


def app(sandbox: SandboxProcess) -> dict[str, str]:
    keys = sandbox.settings
    return {"client_id": keys["GOOGLE_CLIENT_ID"], "client_secret": keys["GOOGLE_CLIENT_SECRET"]}


def grant(sandbox: SandboxProcess, person: str = "marlow") -> dict[str, Any]:
    """Return the token answer for somebody's consent."""
    code = consent(sandbox, person)["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
    status, body = post(sandbox, "/token", **app(sandbox), **form)
    assert status == 200, body
    return body


def connect(sandbox: SandboxProcess, person: str = "marlow", login: str | None = None) -> AdsClient:
    """Return a client for somebody; `login` is the manager by which customers are reached."""
    credentials = Credentials(grant(sandbox, person)["access_token"])
    return AdsClient(
        credentials, endpoint=sandbox.google_endpoint, login_customer_id=login, use_proto_plus=True, version="v26"
    )


def find_manager(client: AdsClient) -> str:
    names = client.get_service("CustomerService").list_accessible_customers(timeout=20).resource_names
    return names[0].rpartition("/")[2]


class Account:
    """One customer, with the services that are used most."""

    def __init__(self, client: AdsClient, customer_id: str = MARLOW) -> None:
        self.client, self.id = client, customer_id
        self.service = client.get_service("GoogleAdsService")

    def search(self, query: str) -> list[Any]:
        return list(self.service.search(customer_id=self.id, query=query, timeout=20))

    def operation(self, kind: str, verb: str = "create") -> tuple[Any, Any]:
        """Return a MutateOperation and what is to be filled in."""
        one = self.client.get_type("MutateOperation")
        inner = getattr(one, f"{kind}_operation")
        return one, getattr(inner, verb)

    def mutate(self, *operations: Any, **more: Any) -> Any:
        request = self.client.get_type("MutateGoogleAdsRequest")
        request.customer_id = self.id
        request.mutate_operations.extend(operations)
        for name, value in more.items():
            setattr(request, name, value)
        return self.service.mutate(request=request, timeout=20)

    def name(self, collection: str, number: str | int) -> str:
        return f"customers/{self.id}/{collection}/{number}"

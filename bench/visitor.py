"""A logged-in visitor of the demo, for benchmarks; knows that every *.localhost is this machine."""

import re
from urllib.parse import urljoin, urlsplit

import httpx2


class Visitor:
    """A browser without a screen: one cookie jar for each host, redirects followed from host to host."""

    def __init__(self, port: int):
        self.port = port
        self.clients: dict[str, httpx2.Client] = {}

    def get(self, address: str) -> httpx2.Response:
        return self._follow("GET", address)

    def log_in(self, email: str, password: str) -> None:
        """Log in on the public host and be handed over to the organisation; raise when that fails."""
        address = f"http://localhost:{self.port}/log-in/"
        page = self.get(address)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
        answer = self._follow("POST", address, data=form, headers={"Referer": address})
        if answer.status_code != 200 or "/log-in/" in answer.headers["x-address"]:
            raise RuntimeError(f"log-in failed: {answer.status_code} at {answer.headers['x-address']}")

    def _follow(self, method: str, address: str, **options) -> httpx2.Response:
        for _ in range(10):
            answer = self._send(method, address, **options)
            answer.headers["x-address"] = address
            if not answer.is_redirect:
                return answer
            method, address, options = "GET", urljoin(address, answer.headers["location"]), {}
        raise RuntimeError(f"too many redirects, last {address}")

    def _send(self, method: str, address: str, headers: dict | None = None, **options) -> httpx2.Response:
        parts = urlsplit(address)
        if parts.hostname not in self.clients:
            self.clients[parts.hostname] = httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        client = self.clients[parts.hostname]
        return client.request(method, path, headers={"Host": parts.netloc} | (headers or {}), **options)

"""The environment of a development command: what is set already, then .env, then the demo's own secrets and addresses.

Nothing here is read in production, where every value comes from the real environment.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from cryptography.fernet import Fernet
from dotenv import dotenv_values

from config.dev.errors import Refused
from config.dev.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DATA_DIR") or dotenv_values(ROOT / ".env").get("DATA_DIR") or ROOT / ".data").absolute()
SANDBOX_OFFSET = 10
GRPC_OFFSET = SANDBOX_OFFSET + 1  # Google's part of the sandbox speaks gRPC on the next port


def demo_environment(port: int) -> dict[str, str]:
    """Return the environment of the demo that listens on `port`; its sandbox listens ten and eleven ports higher."""
    sandbox = port + SANDBOX_OFFSET
    settled = {"PORT": str(port), "SANDBOX_PORT": str(sandbox), "DATA_DIR": str(DATA)}
    defaults = {
        "ADWRIGHT_DEMO": "1",
        "PUBLIC_URL": f"http://localhost:{port}",
        "EMAIL_URL": "file:",
        "CLOCK_FILE": str(DATA / "clock.json"),
        "GOOGLE_ACCESS_LEVEL": "standard",  # as the sandbox's own quota is, so that ads' states are read every quarter of an hour
        "EXCHANGE_RATES_URL": f"http://127.0.0.1:{sandbox}/ecb/eurofxref-hist.zip",
    }
    defaults |= platform_addresses(sandbox, port + GRPC_OFFSET)
    return defaults | _demo_secrets() | _dotenv() | os.environ | settled


def given() -> dict[str, str]:
    """Return what somebody set: the real environment before .env, nothing of the demo's."""
    return _dotenv() | os.environ


def platform_addresses(sandbox: int, grpc: int) -> dict[str, str]:
    """Return the apps' ids and the addresses at which the sandbox plays the platforms; browsers go by `localhost`."""
    calls, pages = f"http://127.0.0.1:{sandbox}", f"http://localhost:{sandbox}"
    return {
        "META_APP_ID": "1000000000000001",
        "META_GRAPH_URL": f"{calls}/meta",
        "META_DIALOG_URL": f"{pages}/meta",
        "GOOGLE_CLIENT_ID": "1000000000002.apps.adwright.example",
        "GOOGLE_ADS_ENDPOINT": f"127.0.0.1:{grpc}",
        "GOOGLE_CONSENT_URL": f"{pages}/google",
        "GOOGLE_TOKEN_URL": f"{calls}/google",
        "TIKTOK_APP_ID": "7000000000000000003",
        "TIKTOK_API_URL": f"{calls}/tiktok",
        "TIKTOK_PORTAL_URL": f"{pages}/tiktok",
    }


def _dotenv() -> dict[str, str]:
    return {name: value for name, value in dotenv_values(ROOT / ".env").items() if value is not None}


def _demo_secrets() -> dict[str, str]:
    """Read .data/secrets.env, after adding what it lacks; the demo's only, nobody else may read it."""
    file = DATA / "secrets.env"
    known = {name: value or "" for name, value in dotenv_values(file).items()}
    fresh = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FERNET_KEYS": Fernet.generate_key().decode(),
        "META_APP_SECRET": secrets.token_hex(16),
        "GOOGLE_CLIENT_SECRET": secrets.token_hex(16),
        "TIKTOK_APP_SECRET": secrets.token_hex(16),
        "DEMO_PASSWORD": f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}",
    }
    if missing := fresh.keys() - known.keys():
        known |= {name: fresh[name] for name in missing}
        data_directory()
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as output:
            output.writelines(f"{name}={known[name]}\n" for name in sorted(known))
    return known


def data_directory() -> Path:
    """Return .data, made when it is missing; refuse when it cannot be written."""
    try:
        DATA.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            f"{DATA} cannot be made: {error.strerror}. Make the directory yours: sudo chown $(id -un) '{DATA.parent}'"
        ) from None
    if not os.access(DATA, os.W_OK):
        raise Refused(f"{DATA} is not writable for you. Make it yours: sudo chown -R $(id -un) '{DATA}'")
    return DATA


@contextmanager
def database(environment: dict[str, str], *, name: str = "pg", durable: bool = True) -> Iterator[dict[str, str]]:
    """Yield the environment with a DATABASE_URL that answers: the given one, else an embedded server's below .data.

    The embedded server's own pg_dump and psql come first on PATH, since an older pg_dump refuses a newer server.
    """
    if url := environment.get("DATABASE_URL"):
        _expect_answer(url)
        yield environment
        return
    server = Server(data_directory() / name, durable=durable)
    if server.moved:
        print(f"PostgreSQL's user cannot enter {DATA}, so the database is in {server.base}", flush=True)
    with server as url:
        path = f"{server.programs}{os.pathsep}{environment.get('PATH', os.defpath)}"
        yield environment | {"DATABASE_URL": url, "PATH": path}


def _expect_answer(url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1]
        raise Refused(
            f"the database of DATABASE_URL does not answer: {reason}. Mend the address, or unset it to use the embedded one."
        ) from None

"""Make .venv and install the locked packages into it; do nothing when that is done already.

Runs under the system's Python before anything is installed, so: standard library only, and the first lines must parse on any Python 3.
uv does the installing (seconds instead of half a minute) with pip's own configuration translated for it; where uv does not work, pip does.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is what tells people so
    sys.exit(
        "Adwright needs Python 3.11 or newer; this is {}.{}. Install one and run: make setup PYTHON=python3.11".format(
            *sys.version_info
        )
    )

import hashlib
import importlib.util
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOCK = ROOT / "deploy" / "requirements-dev.lock"
STAMP = VENV / "installed"
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}
COMMA_LISTS = {"UV_FIND_LINKS"}


def main() -> None:
    fingerprint = _fingerprint()
    if _installed() == fingerprint:
        return
    try:
        _make_venv()
        _install()
        STAMP.write_text(fingerprint)
    except PermissionError as error:
        sys.exit(f"Cannot write {error.filename}. Make the directory yours: sudo chown -R $(id -un) '{ROOT}'")
    except subprocess.CalledProcessError:
        sys.exit(
            "The packages could not be installed; the reason stands above. Once it is mended, the same command goes on from here."
        )


def _fingerprint() -> str:
    """Name what .venv was made from: the lock, this Python, and the place (a virtual environment does not survive a move)."""
    made_from = LOCK.read_bytes() + f"{sys.version_info[:2]} {ROOT}".encode()
    return hashlib.sha256(made_from).hexdigest()


def _installed() -> str:
    return STAMP.read_text() if STAMP.exists() and _python().exists() else ""


def _python() -> Path:
    return VENV / "bin" / "python"


def _make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = "python{}.{}-venv".format(*sys.version_info)
        sys.exit(f"This Python cannot make virtual environments. On Debian and Ubuntu: sudo apt install {package}")
    if _usable():
        return
    print("Making .venv …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def _usable() -> bool:
    """Tell whether .venv runs, has pip, is of this Python's version and was made here."""
    question = "import pip, sys; print(sys.version_info[:2], sys.prefix)"
    try:
        answer = subprocess.run([_python(), "-c", question], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.strip() == f"{sys.version_info[:2]} {VENV}"


def _install() -> None:
    print("Installing the locked packages …", flush=True)
    try:
        _pip("install", "--quiet", "--require-hashes", "--requirement", "/dev/stdin", input=_locked("uv"))
        uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--compile-bytecode", "--python", str(_python())]
        subprocess.run(
            [*uv, "--require-hashes", "--requirement", str(LOCK)], env=_uv_environment(), cwd=VENV, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        print("uv could not do it; pip takes a little longer …", flush=True)
        _pip("install", "--quiet", "--require-hashes", "--requirement", str(LOCK))


def _pip(*arguments: str, **options) -> str:
    command = [str(_python()), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=True, text=True, env=_environment(), **options).stdout


def _environment() -> dict[str, str]:
    """Return the environment, without caches where the home directory cannot hold them."""
    uncached = {} if os.access(os.path.expanduser("~"), os.W_OK) else {"PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"}
    return uncached | os.environ


def _locked(package: str) -> str:
    """Return one package's entry in the lock: its line and the hashes that follow."""
    entry = LOCK.read_text().split(f"\n{package}==", 1)[1]
    lines = entry.splitlines()
    end = next((number for number, line in enumerate(lines) if not line.endswith("\\")), len(lines))
    return f"{package}==" + "\n".join(lines[: end + 1]) + "\n"


def _uv_environment() -> dict[str, str]:
    """Return the environment with pip's configuration (files and PIP_*) as uv's; what is set for uv itself wins."""
    environment = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_NO_PROGRESS": "1", **_environment()}
    for line in _pip("config", "list", stdout=subprocess.PIPE).splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.rpartition(".")
        variable = PIP_TO_UV.get(option)
        if variable and section in ("global", "install", ":env:"):
            values = value.strip("'\"").replace("\\n", " ").split()
            environment.setdefault(variable, ("," if variable in COMMA_LISTS else " ").join(values))
    return environment


if __name__ == "__main__":
    main()

"""Production settings, as an operator has them, pass Django's own checks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parents[2]


def check(tmp_path, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DATABASE_URL", "LANG") if name in os.environ}
    production = {
        "ENV_FILE": "/dev/null",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "x3" * 10 + "-aBcD9_efghIJ0klmnopqrSTUVWXYZ!+" * 2,
        "FERNET_KEYS": Fernet.generate_key().decode(),
        "BASE_DOMAIN": "adwright.example",
        "PUBLIC_URL": "https://adwright.example",
        "META_APP_ID": "1",
        "META_APP_SECRET": "2",
        "BEHIND_PROXY": "1",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    everything = kept | production | environment
    return subprocess.run(command, cwd=ROOT, env=everything, capture_output=True, text=True, timeout=120, check=False)


def test_production_settings_have_nothing_to_complain_about(tmp_path):
    told = check(tmp_path)
    assert told.returncode == 0, told.stderr
    assert "no issues" in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"DEBUG": "1"}, "DEBUG"),
        ({"PUBLIC_URL": "http://adwright.example"}, "SSL"),
        ({"FERNET_KEYS": ""}, "FERNET_KEYS"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    ],
)
def test_what_is_unsafe_is_named(tmp_path, wrong, text):
    told = check(tmp_path, **wrong)
    assert told.returncode != 0
    assert text in told.stderr

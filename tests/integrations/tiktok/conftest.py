"""Marlow Bakehouse's ad account on the sandbox's TikTok, reached over the wire."""

import hashlib
import io
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PIL import Image

from integrations import types as t
from integrations.platforms import tiktok
from integrations.platforms.tiktok.adapter import TikTokAccount
from integrations.platforms.tiktok.auth import TikTokApp
from tests.factories import START
from tests.integrations.conftest import read_query
from tests.integrations.tiktok.wire import Spending


@dataclass
class World:
    """Both sides of the wire."""

    sandbox: object
    app: t.App
    auth: TikTokApp
    grant: t.TokenGrant
    link: t.AccountLink
    meter: Spending

    @property
    def adapter(self) -> TikTokAccount:
        """A fresh adapter, as every call of the product gets one."""
        return tiktok.open_account(self.app, self.link, self.meter)


@pytest.fixture
def connect(sandbox_process, monkeypatch, clock) -> Callable[..., World]:
    """Return a function that connects a person's first ad account."""
    sandbox_process.control("POST", "reset", now=START.timestamp(), speed=0)
    monkeypatch.setattr("integrations.platforms.tiktok.client.TIMEOUT_S", (1, 10))
    told = sandbox_process.settings
    app = t.App(told["TIKTOK_APP_ID"], told["TIKTOK_APP_SECRET"], told["TIKTOK_API_URL"], told["TIKTOK_PORTAL_URL"])

    def give(person: str = "marlow") -> World:
        meter = Spending()
        auth = tiktok.open_app(app, meter)
        back = sandbox_process.grant(
            person, platform="tiktok", redirect_uri="http://localhost:8000/oauth/tiktok/callback"
        )
        grant = auth.exchange_code(code=read_query(back)["auth_code"], redirect_uri="", now=START)
        account = auth.list_accounts(grant)[0]
        link = t.AccountLink(
            account.external_id, account.currency, account.time_zone, grant.access_token, account.presence
        )
        return World(sandbox_process, app, auth, grant, link, meter)

    return give


@pytest.fixture
def world(connect) -> World:
    return connect()


def make_picture(colour: str = "orange", size: tuple[int, int] = (1080, 1080)) -> t.ImageFile:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    content = file.getvalue()
    return t.ImageFile(hashlib.sha256(content).hexdigest(), f"{colour}.jpg", lambda: content, *size)


def make_film(seconds: int = 12, size: tuple[int, int] = (1080, 1920), mark: bytes = b"") -> t.VideoFile:
    """A file that says of itself what an MP4 says: its length and its size; without any picture."""
    header = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80)
    track = bytes(76) + struct.pack(">II", size[0] << 16, size[1] << 16)
    movie = _box(b"mvhd", header) + _box(b"trak", _box(b"tkhd", track))
    content = _box(b"ftyp", b"isom" + bytes(4) + b"isom") + _box(b"moov", movie) + _box(b"mdat", mark + bytes(256))
    sha = hashlib.sha256(content).hexdigest()
    return t.VideoFile(sha, "cake.mp4", len(content), lambda: io.BytesIO(content), *size, float(seconds))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def filmed(plan: t.CampaignPlan, **video: object) -> t.CampaignPlan:
    """The plan with a video that the sandbox can read."""
    film = make_film(**video)
    groups = tuple(
        replace(group, ads=tuple(replace(ad, videos=(film,)) for ad in group.ads)) for group in plan.ad_groups
    )
    return replace(plan, ad_groups=groups)

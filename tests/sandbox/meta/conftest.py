"""Meta's side over the wire, as raw as an adapter's SDK sends it."""

from collections.abc import Callable
from typing import Any

import pytest
from facebook_business.exceptions import FacebookRequestError

from tests.sandbox.conftest import MARLOW, Meta

SCOPES = (
    "ads_management,ads_read,business_management,pages_show_list,pages_read_engagement,pages_manage_ads,leads_retrieval,"
    "instagram_basic"
)


def refusal(call: Callable[[], Any]) -> tuple[int, int]:
    """Return the code and subcode with which a call is refused."""
    with pytest.raises(FacebookRequestError) as refused:
        call()
    return refused.value.api_error_code(), refused.value.api_error_subcode() or 0


@pytest.fixture
def meta(sandbox) -> Meta:
    """Nora Marlow's way in, with leave to act for her Page."""
    return Meta(sandbox, sandbox.token("marlow", scope=SCOPES))


@pytest.fixture
def as_page(sandbox, meta) -> Meta:
    """The Page's own way in."""
    return Meta(sandbox, meta.get(meta.page, "access_token")["access_token"])


def send_film(meta: Meta, content: bytes, **params: Any) -> str:
    """Upload a film whole and return its id."""
    files = {"source": ("film.mp4", content, "video/mp4")}
    return meta.api.call("POST", (MARLOW, "advideos"), params=params, files=files).json()["id"]

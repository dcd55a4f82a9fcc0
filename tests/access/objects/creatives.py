"""Files."""

import io

from PIL import Image

import creatives.services
from tenants.models import Organization
from tenants.types import Actor
from tests import factories
from tests.access.objects.registry import BODIES, value


@value("asset_id")
def asset(organization: Organization):
    """Keep a picture."""
    picture = io.BytesIO()
    Image.new("RGB", (600, 600), "orange").save(picture, "PNG")
    size = picture.tell()
    return creatives.services.add_image(
        file=picture, label="Walked", byte_size=size, actor=Actor.system(), now=factories.START
    ).uuid


BODIES["PUT /assets/{asset_id}/tags"] = {"tags": ["winter"]}

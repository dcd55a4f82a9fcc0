"""A picture as an asset of its own, outside a launch. Pure but for the call."""

from integrations import types as t
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.client import Ads
from integrations.platforms.google.media import Media


def upload_image(ads: Ads, image: t.ImageFile) -> t.UploadedMedia:
    """Make the asset; the same bytes give the same one again."""
    batch = Batch(ads.customer_id)
    Media(batch, {}).image(image)
    (name,) = ads.mutate(batch.operations)
    return t.UploadedMedia(name.rpartition("/")[2])

"""The assets of one batch: pictures, logos, videos and texts, each made once however many ads use it. Pure.

Google keeps one picture of the same bytes, under the name that it first had; names are made from the bytes, so that ours
are the same anyway. A picture that somebody else put there keeps theirs, and then is linked anew when an ad is changed;
that Google takes a second link to the same picture without complaint could not be checked.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from integrations import types as t
from integrations.platforms.google import pictures, steps
from integrations.platforms.google.ads import CALLS_TO_ACTION, call_words
from integrations.platforms.google.batch import Batch


class Media:
    """Makes assets in a batch. `videos`: YouTube's id by the video's digest."""

    def __init__(self, batch: Batch, videos: Mapping[str, str]):
        self.batch = batch
        self.videos = videos
        self._made: dict[tuple[str, str], str] = {}

    def images(
        self, images: Iterable[t.ImageFile], formats: pictures.Formats = pictures.IMAGES
    ) -> dict[str, list[str]]:
        """Return the resource names of the pictures that fit a format, by format."""
        return {
            name: [self.image(image) for image in found]
            for name, found in pictures.sort_images(images, formats).items()
        }

    def logos(self, logos: Iterable[t.ImageFile]) -> dict[str, list[str]]:
        """Return the resource names of the logos, by format."""
        return self.images(logos, pictures.LOGOS)

    def image(self, image: t.ImageFile) -> str:
        """Return a picture's asset."""
        return self._once(
            "image",
            image.sha256,
            lambda: {
                "name": steps.media_name(image.sha256, image.file_name),
                "type_": "IMAGE",
                "image_asset": {"data": image.read()},
            },
        )

    def video(self, video: t.VideoFile) -> str:
        """Return a video's asset."""
        return self._once(
            "video",
            video.sha256,
            lambda: {
                "name": steps.media_name(video.sha256, video.file_name),
                "type_": "YOUTUBE_VIDEO",
                "youtube_video_asset": {"youtube_video_id": self.videos[video.sha256]},
            },
        )

    def text(self, text: str) -> str:
        """Return a text's asset."""
        return self._once("text", text, lambda: {"text_asset": {"text": text}})

    def call(self, call: str) -> str:
        """Return a call to action's asset."""
        word = CALLS_TO_ACTION[call]
        return self._once("call", word, lambda: {"call_to_action_asset": {"call_to_action": word}})

    def card(self, card: t.Card, call: str) -> str:
        """Return a carousel card's asset; its picture is one of its own."""
        slots = {pictures.LANDSCAPE: "marketing_image_asset", pictures.SQUARE: "square_marketing_image_asset"}
        slot = slots.get(pictures.format_of(card.image), "portrait_marketing_image_asset")
        made: dict[str, Any] = {
            "name": steps.media_name(f"{card.image.sha256}{card.link}{card.headline}", card.headline),
            "final_urls": [card.link],
            "demand_gen_carousel_card_asset": {
                slot: self.image(card.image),
                "headline": card.headline.strip(),
                "call_to_action_text": call_words(call),
            },
        }
        return self._once("card", made["name"], lambda: made)

    def _once(self, kind: str, key: str, fields) -> str:
        if (kind, key) not in self._made:
            self._made[kind, key] = self.batch.create("asset", fields())
        return self._made[kind, key]

"""One ad, in its platform's own words: as many texts of each kind as it takes there, and what it shows."""

from dataclasses import replace
from typing import Any

from django import forms

from campaigns.forms import choices
from campaigns.forms.builder import edits
from campaigns.forms.builder.ad_media import MediaMixin
from campaigns.forms.builder.ad_texts import ALIASES, TextsMixin
from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import FILMS, PICTURES, file, text
from campaigns.limits import Limits
from campaigns.types import Creative, Draft, DraftAd

MEDIA = {"asset": "images", "images": "images", "videos": "videos", "logos": "logos", "cards": "card_1_headline"}


class AdForm(TextsMixin, MediaMixin, StepForm):
    """An ad's name, link, button, texts and media."""

    name = text("What you call it", "Empty: its first text. Only you see it.")
    link = text("Where it leads", "The page of your website that fits the ad.")
    call_to_action = forms.ChoiceField(label="Button", choices=choices.calls_to_action, required=False)
    image_file = file("Upload a picture", "JPEG or PNG, best square and at least 1080 pixels wide.", PICTURES)
    logo_file = file("Upload your logo", "Square, at least 128 × 128.", PICTURES)
    video_file = file("Upload a video", "MP4 or MOV, at most 500 MB.", FILMS)

    def __init__(self, *args, ad: DraftAd, creative: Creative, platform: str, limits: Limits, **kwargs):
        self.ad, self.creative, self.platform, self.limits = ad, creative, platform, limits
        super().__init__(*args, **kwargs)

    def shown(self, *, assets: list) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        said = self.creative
        values = {"name": self.ad.name, "link": said.link, "call_to_action": said.call_to_action}
        return {**values, **self.texts_shown(said), **self.media_shown()}

    def adapt(self, *, assets: list) -> None:
        """Add an input for each text that fits, and what can be chosen of the library."""
        self.add_texts()
        self.add_media(assets)

    def clean(self) -> dict[str, Any]:
        """Tell of a card without a picture, which could not be kept."""
        self.clean_cards()
        return self.cleaned_data

    def show_gaps(self, gaps: dict[str, list[str]]) -> None:
        """Show what is missing; a text that is too long is told beside itself."""
        super().show_gaps(self.told_beside(gaps))

    def name_of(self, field: str) -> str:
        """Return the input: of a kind of text the first one that is empty and needed, of media the library."""
        if field in self.fields:
            return field
        last = field.rpartition(".")[2]
        kind = ALIASES.get(last, last)
        if kind in self.limits.texts:
            return self.text_input(kind)
        return MEDIA.get(last) or super().name_of(field)

    def changed(self) -> Draft:
        """Return the draft with this ad as it was filled in."""
        ad = replace(self.ad, name=self.cleaned_data["name"].strip(), creative=self.written())
        return edits.put_ad(self.draft, self.ad.key, ad) if self.ad.key else self.draft

    def written(self) -> Creative:
        """Return the ad as it was filled in; what the page does not ask for stays."""
        data = self.cleaned_data
        button = data["call_to_action"] or self.creative.call_to_action
        said: dict[str, Any] = {**self.written_texts(), **self.written_media()}
        return replace(self.creative, link=data["link"], call_to_action=button, **said)

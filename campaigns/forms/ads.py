"""What an ad that runs says and shows; another ad; another ad group with its first ad. The builder's inputs, without its draft."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from campaigns.forms.amounts import parse_amount
from campaigns.forms.builder.ad import AdForm as WrittenForm
from campaigns.forms.builder.audience import AudienceForm
from campaigns.forms.builder.inputs import text
from campaigns.forms.running import HIDDEN, NO_DRAFT, WHY
from campaigns.forms.targeting import Found, Spot
from campaigns.limits import Limits
from campaigns.types import Creative, DraftAd
from integrations.types import Targeting
from tenants.errors import Invalid

MEDIA = ("images", "logos", "videos")


class CreativeForm(WrittenForm):
    """What an ad says and shows, in its platform's own words."""

    version, name = None, None
    reason = forms.CharField(**WHY)

    def __init__(self, data=None, *, creative: Creative, platform: str, limits: Limits, assets: list, name: str = ""):
        said = {"ad": DraftAd(name=name), "creative": creative, "platform": platform, "limits": limits}
        super().__init__(data, draft=NO_DRAFT, assets=assets, **said)

    def show(self, error: Invalid) -> None:
        """Add a service's errors; a text that is too long is told beside itself."""
        own = {name: [said] for kind, limit in self.limits.texts.items() for name, said in self._too_long(kind, limit)}
        kinds = {name.rpartition("_")[0] for name in own}
        rest = {name: self._left(name, list(texts), kinds) for name, texts in error.fields.items()}
        super().show(Invalid(own | {name: texts for name, texts in rest.items() if texts}))

    def written(self) -> Creative:
        """Return the ad as it was filled in; media that were not sent at all stay."""
        said, kept = super().written(), self.creative
        stays = {name: getattr(kept, name) for name in MEDIA if name not in self.data and "many" not in self.data}
        cards = said.cards if "card_1_image" in self.data else kept.cards
        return replace(said, cards=cards, **stays)


class AdForm(CreativeForm):
    """Another ad, from scratch or from one that exists (`like`)."""

    name = text("What you call it", "Empty: its first text. Only you see it.")
    key = forms.UUIDField(**HIDDEN)
    like = forms.UUIDField(**HIDDEN)

    def draft_ad(self) -> DraftAd:
        """Return the new ad; its key makes a second press the first one."""
        data = self.cleaned_data
        return DraftAd(data["key"], data["name"].strip(), self.written())


class AdGroupForm(AdForm, AudienceForm):
    """Another ad group with its first ad."""

    renamed = {**AudienceForm.renamed, "daily_budget_minor": "daily_budget"}

    group_name = text("Name of the ad group", "Empty: whom it aims at. Only you see it.")
    daily_budget = forms.CharField(label="Budget a day", required=False)

    def __init__(
        self, data=None, *, targeting: Targeting, currency: str, spot: Spot, found: Mapping[str, Found], **given: Any
    ):
        self.targeting, self.currency, self.spot, self.looked_for = targeting, currency, spot, found
        super().__init__(data, **given)

    def aim(self) -> Targeting:
        """Return whom it is to aim at, before anything is written."""
        return self.targeting

    def shown(self, *, assets: list, **_: Any) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        return AudienceForm.shown(self, spot=self.spot) | WrittenForm.shown(self, assets=assets)

    def adapt(self, *, assets: list, **_: Any) -> None:
        """Add what its ad account knows of an audience, and an input for each text that fits."""
        AudienceForm.adapt(self, spot=self.spot, found=self.looked_for)
        WrittenForm.adapt(self, assets=assets)

    def name_of(self, field: str) -> str:
        """Return the input; the ad's name and the ad group's are two."""
        if field == "name":
            return "group_name"
        written = super().name_of(field)
        return written if written in self.fields else AudienceForm.name_of(self, field)

    def clean_daily_budget(self) -> int | None:
        """Turn the amount into minor units."""
        typed = self.cleaned_data["daily_budget"]
        return parse_amount(typed, self.currency) if typed.strip() else None

    def first_ad(self) -> DraftAd:
        """Return its ad; the key is the ad group's."""
        return DraftAd(None, self.cleaned_data["name"].strip(), self.written())

"""The third step: who should see it, on all platforms and on each; and an audience by itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from campaigns.forms.builder import following
from campaigns.forms.builder.base import PLACE, StepForm
from campaigns.forms.targeting import FIELDS, Found, Spot, TargetingFields, name_of, read_own, shown, shown_own
from campaigns.types import Draft, DraftPart
from integrations.types import Targeting


class AudienceForm(StepForm, TargetingFields):
    """One audience: with a `spot` that ad account's, and what it alone knows; without, what all platforms share."""

    renamed = TargetingFields.renamed

    def aim(self) -> Targeting:
        """Return whom it aims at now."""
        return self.draft.targeting or Targeting()

    def shown(self, *, spot: Spot | None = None, **_: Any) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        return shown(self.aim()) | (shown_own(spot, self.aim()) if spot else {})

    def adapt(self, *, spot: Spot | None = None, found: Mapping[str, Found] | None = None, **_: Any) -> None:
        """Add what its ad account knows of an audience."""
        self.add_own({spot: self.aim()} if spot else {}, found)

    def name_of(self, field: str) -> str:
        """Return the input; what an ad account alone knows bears its id."""
        last = PLACE.sub("", field)
        spot = self._spot_of(field) if last in FIELDS else None
        full = name_of(last, spot) if spot else ""
        return full if full in self.fields else super().name_of(field)

    def changed(self) -> Draft:
        """Return the draft with what was typed."""
        return following.aim(self.draft, self.read())

    def _spot_of(self, field: str) -> Spot | None:
        return self.spots[0] if self.spots else None


class WhoForm(AudienceForm):
    """Whom a campaign aims at; towns, interests and lists of people are each account's own."""

    def shown(self, *, spots: Sequence[Spot], **_: Any) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        values = shown(self.aim())
        for spot in spots:
            values |= shown_own(spot, self._aim_on(spot))
        return values

    def adapt(self, *, spots: Sequence[Spot], found: Mapping[str, Found] | None = None, **_: Any) -> None:
        """Add what each ad account knows of an audience."""
        self.add_own({spot: self._aim_on(spot) for spot in spots}, found)

    def changed(self) -> Draft:
        """Return the draft with what was typed."""
        draft = following.aim(self.draft, self.read_common(self.aim()))
        spots = {spot.key: spot for spot in self.spots}

        def own(part: DraftPart, now: Targeting) -> Targeting:
            spot = spots.get(str(part.ad_account))
            return read_own(self.cleaned_data, spot, now, draft.targeting or Targeting()) if spot else now

        return following.aim_parts(draft, own)

    def _spot_of(self, field: str) -> Spot | None:
        pieces = field.split(".")
        if pieces[0] != "parts" or not pieces[1].isdigit():
            return None
        account = str(self.draft.parts[int(pieces[1])].ad_account)
        return next((spot for spot in self.spots if spot.key == account), None)

    def _aim_on(self, spot: Spot) -> Targeting:
        part = next((part for part in self.draft.parts if str(part.ad_account) == spot.key), None)
        return (part.targeting if part else None) or self.aim()

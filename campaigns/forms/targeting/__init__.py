"""The inputs of an audience, once: for a draft, for one ad group of it, and for an ad group that runs."""

from campaigns.forms.targeting.fields import TargetingFields
from campaigns.forms.targeting.known import Spot
from campaigns.forms.targeting.own import FIELDS, name_of, names_of, picker_of, read_own, shown_own
from campaigns.forms.targeting.picking import KINDS, Found
from campaigns.forms.targeting.words import shown

__all__ = [
    "FIELDS", "KINDS", "Found", "Spot", "TargetingFields", "name_of", "names_of", "picker_of", "read_own", "shown", "shown_own",
]  # fmt: skip

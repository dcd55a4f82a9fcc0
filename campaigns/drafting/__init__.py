"""What can be done with a draft before it is kept, as pure functions from one `Draft` to another."""

from campaigns.drafting.comparing import Difference, compare
from campaigns.drafting.fitting import TEXTS, fit_creative
from campaigns.drafting.moving import Place, copy_to, move_ad, move_group, plain_name, renamed
from campaigns.drafting.shape import keys_of, normal, with_keys
from campaigns.drafting.steps import STEPS, settle, step_of
from campaigns.drafting.variants import Audience, VariantCount, Variants, build_variants, count_variants

__all__ = [
    "STEPS",
    "TEXTS",
    "Audience",
    "Difference",
    "Place",
    "VariantCount",
    "Variants",
    "build_variants",
    "compare",
    "copy_to",
    "count_variants",
    "fit_creative",
    "keys_of",
    "move_ad",
    "move_group",
    "normal",
    "plain_name",
    "renamed",
    "settle",
    "step_of",
    "with_keys",
]

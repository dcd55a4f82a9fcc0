"""What can be done with a draft before it is kept, as pure functions from one `Draft` to another."""

from campaigns.drafting.comparing import Difference, compare
from campaigns.drafting.shape import keys_of, normal, with_keys

__all__ = ["Difference", "compare", "keys_of", "normal", "with_keys"]

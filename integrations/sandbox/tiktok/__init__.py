"""TikTok's Business API, v1.3, as far as the house uses it, with TikTok's own validation, codes and envelopes.

From memory, not checked against the real TikTok: which code it gives for a name that is taken (40002 here), the values
of `review_status`, that a lifetime budget can't go below what was spent, that a Smart+ ad changed twice in five seconds
is answered with 40100, and that who cancels on the portal's page comes back with `error=access_denied`.
"""

from .side import SIDE

__all__ = ["SIDE"]

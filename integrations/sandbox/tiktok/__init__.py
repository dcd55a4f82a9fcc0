"""TikTok's Business API, v1.3, as far as the house uses it, with TikTok's own validation, codes and envelopes.

From memory, not checked against the real TikTok: which code it gives for a name that is taken (40002 here), the values
of `review_status`, that a lifetime budget can't go below what was spent, that a Smart+ ad changed twice in five seconds
is answered with 40100, that who cancels on the portal's page comes back with `error=access_denied`, below how much spend an
ad is left out of reports (50 cents here: TikTok names no amount), that only age and gender go together in one AUDIENCE
report, and its words for devices. An audience is told by country at once, everything else that tells people apart, reach
too, twelve hours later (TikTok's pages say 10 to 16); values it is never told with.
"""

from .side import SIDE

__all__ = ["SIDE"]

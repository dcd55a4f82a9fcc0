"""From when on an ad is called tired. All of it is our choice; the reasons stand in decision 0033."""

WINDOW_DAYS = 7
"""Both sides hold each day of the week once, as a platform's reach of a week does: like with like."""
FEWEST_DAYS = 5
"""So many of a window's days must have been delivered on: how far days differ is learned from them."""
FEWEST_CLICKS = 40
"""A week with 40 clicks knows its own rate to about a quarter either way. Asked of the first week, and of what the newest
week would bring at the first one's rate: that an ad lost its clicks must not make it too thin to be judged."""
CERTAINTY = 0.90
"""Of the interval of the ratio of click rates: one steady ad in twenty lies wholly below 1 by chance."""
LEAST_FALL = 0.10
"""Tired is an ad whose rate fell by a tenth at the very least, at the interval's end too; less is not worth a new picture."""
FREQUENCY_RISE = 1.2
"""People see it a fifth more often than at first: less than that is within what platforms' estimates of reach wander."""
LEAST_FREQUENCY = 1.5
"""Below that most people saw it once in the week: nobody can be tired of it."""

"""The market model: pure, seeded, integer money. It knows no platform, no clock and no store.

Time runs in ticks of 15 minutes. A tick's outcome depends only on the seed, the ids, the settings in force and
the carried state, never on how many ticks are computed at once: a day in one step or in 96 gives the same.
"""

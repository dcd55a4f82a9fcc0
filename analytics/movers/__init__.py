"""Why a figure moved between two periods: an exact decomposition of its change into the steps from money to what it brought.

measure = pick_measure(...)                     value, conversions or clicks
move = explain(before, current, measure)        a change and its parts, in whole units; they add up to it
"""

from analytics.movers.chain import CHAINS, UNITS, Measure, Reason
from analytics.movers.decompose import Move, explain
from analytics.movers.shapley import split_product

__all__ = ["CHAINS", "UNITS", "Measure", "Move", "Reason", "explain", "split_product"]

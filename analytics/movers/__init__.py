"""Why a figure moved between two periods: an exact decomposition of its change into the steps from money to what it brought.

move = explain(before, current, measure)        a change and its parts, in whole units; they add up to it
measure_ends(before, current, measure)          only the figure before and now
"""

from analytics.movers.chain import CHAINS, UNITS, Measure, Reason
from analytics.movers.decompose import Move, explain, measure_ends
from analytics.movers.shapley import split_product

__all__ = ["CHAINS", "UNITS", "Measure", "Move", "Reason", "explain", "measure_ends", "split_product"]

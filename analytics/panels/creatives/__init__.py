"""What works, what is tired and how long videos are watched: the page of the creatives' results, and its parts."""

from analytics.panels.creatives.results import Results, read_results, read_using
from analytics.panels.creatives.watching import Watching, read_watching
from analytics.panels.creatives.worn import Worn, WornAd, name_tired, read_worn

__all__ = [
    "Results",
    "Watching",
    "Worn",
    "WornAd",
    "name_tired",
    "read_results",
    "read_using",
    "read_watching",
    "read_worn",
]

"""The analyst's page: any table of figures, with a sentence, a chart and the controls that ask for another one."""

from analytics.panels.explore.hours import Hours, read_hours
from analytics.panels.explore.page import read_page, refuse
from analytics.panels.explore.shown import Explored

__all__ = ["Explored", "Hours", "read_hours", "read_page", "refuse"]

"""Where a month's spending is heading: from the days so far to the month's end, as a range. Pure; amounts are micros of one currency.

week = learn_week(courses)                  how the days of the week differ
forecast(courses, week, today=) -> Outcome  of one campaign, or of all of one currency together
"""

from analytics.pacing.course import Course
from analytics.pacing.forecast import Outcome, forecast
from analytics.pacing.week import Week, learn_week

__all__ = ["Course", "Outcome", "Week", "forecast", "learn_week"]

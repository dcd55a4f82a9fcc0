"""What the pages take. A form turns text into values; whether the values will do is the services' business."""

from campaigns.forms.others import BudgetForm, HistoryForm
from campaigns.forms.running import AdForm, AdGroupForm, BidForm, CreativeForm, ScheduleForm, TargetingForm

__all__ = [
    "AdForm",
    "AdGroupForm",
    "BidForm",
    "BudgetForm",
    "CreativeForm",
    "HistoryForm",
    "ScheduleForm",
    "TargetingForm",
]

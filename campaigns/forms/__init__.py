"""What the pages take. A form turns text into values; whether the values will do is the services' business."""

from campaigns.forms.ads import AdForm, AdGroupForm, CreativeForm
from campaigns.forms.others import BudgetForm, HistoryForm
from campaigns.forms.running import BidForm, ScheduleForm, TargetingForm

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

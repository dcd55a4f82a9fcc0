"""What the pages take. A form turns text into values; whether the values will do is the services' business."""

from campaigns.forms.campaign import CampaignForm
from campaigns.forms.others import BudgetForm, HistoryForm

__all__ = ["BudgetForm", "CampaignForm", "HistoryForm"]

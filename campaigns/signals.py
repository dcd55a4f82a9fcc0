"""What campaigns tells the apps above it. Sent after commit, in the organisation's schema."""

from django.dispatch import Signal

objects_imported = Signal()
"""`account`, `now`: campaigns, ad groups or ads of this account became known. Their numbers can be joined now."""

"""What integrations tells the apps above it. Sent after commit, in the organisation's schema."""

from django.dispatch import Signal

account_connected = Signal()
"""`account`, `actor`, `now`: an ad account was connected, or came back. Import its campaigns, read its numbers."""

account_needs_reconnect = Signal()
"""`account`: the platform no longer takes the token; nothing works until somebody connects again."""

account_disconnected = Signal()
"""`account`, `actor`, `now`: stop reading and changing; what is known stays."""

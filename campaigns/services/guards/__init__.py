"""What no door can pass: ceilings of what may be spent a day, the largest step, the stop.

`ledger.record_changes` asks `check` before anything is recorded, and asks again when somebody approves;
`applying` asks `held_back` before a platform is called.
"""

from campaigns.services.guards.checking import check, list_refusals
from campaigns.services.guards.stopped import held_back

__all__ = ["check", "held_back", "list_refusals"]

"""Campaigns and the ledger through the API: the same services that the pages call.

A write that has to reach a platform answers 202 with its change set; follow it at `/change-sets/{id}`.
"""

from ninja import Router

from campaigns.api import approvals, bulk, campaigns, controls, copies, drift, ledger, limits, listing, running

router = Router(tags=["campaigns"])
for first in (bulk, listing):  # their addresses begin as a campaign's do
    router.add_router("", first.router)
for part in (approvals, campaigns, controls, copies, drift, ledger, running):
    router.add_router("", part.router)

router.add_router("", limits.router)

"""The plan, the hierarchy, the ledger of changes, launches."""

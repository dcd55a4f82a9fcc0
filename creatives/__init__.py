"""Assets and brand profiles."""

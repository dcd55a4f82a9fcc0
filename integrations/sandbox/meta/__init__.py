"""Meta's Graph API, v26.0, as far as the house uses it, with Meta's own validation, errors and headers."""

VERSION = "v26.0"

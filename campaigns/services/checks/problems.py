"""Field errors, collected, and what a text may hold."""

import unicodedata

from tenants.errors import Invalid


class Problems:
    """Field errors, collected: one form shows them all at once. Of a part among several the names begin `parts.1.`."""

    def __init__(self):
        self.fields: dict[str, list[str]] = {}
        self.prefix = ""

    def add(self, field: str, text: str) -> None:
        """Add a problem, at most one a field and text."""
        texts = self.fields.setdefault(self.prefix + field, [])
        if text and text not in texts:
            texts.append(text)

    def raise_any(self) -> None:
        """Raise Invalid when there is one."""
        if self.fields:
            raise Invalid(self.fields)


def is_clean(text: str, *, multiline: bool = False) -> bool:
    """Return whether a text holds only signs that can be shown."""
    allowed = "\n\r\t" if multiline else ""
    return not any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in allowed for sign in text)


UNCLEAN = "It holds characters that cannot be shown. Write it again instead of pasting it."

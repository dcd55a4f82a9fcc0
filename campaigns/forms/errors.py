"""What a service found wrong, beside the fields that it is about."""

from tenants.errors import Invalid

DAMAGED = {"invalid": "This form was damaged on its way. Load the page again, then send it once more."}
BAD_DAY = {"invalid": "Write a day such as 2026-12-20."}


class ServiceErrorsMixin:
    """Show what a service found wrong beside the fields it is about."""

    renamed: dict[str, str] = {}

    def name_of(self, field: str) -> str:
        """Return the input that a service's field is about."""
        return self.renamed.get(field, field)

    def show(self, error: Invalid) -> None:
        """Add a service's errors; a field that has an error of its own keeps only that, and no text stands twice."""
        own = set(self.errors)
        for name, texts in error.fields.items():
            field = self.name_of(name)
            field = field if field in self.fields else None
            if field is None or field not in own:
                said = self.errors.get(field or "__all__", [])
                for text in [text for text in texts if text not in said]:
                    self.add_error(field, text)

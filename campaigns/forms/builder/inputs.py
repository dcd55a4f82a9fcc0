"""What the inputs of forms are made of: texts whose signs are counted, choices, files."""

from django import forms

from campaigns.forms.errors import BAD_DAY

NO_PICTURE = "This picture is not in your library. Choose another."
PICTURES, FILMS = "image/jpeg,image/png", "video/mp4,video/quicktime"


class Chosen(forms.ChoiceField):
    """A choice that is always made: what is not sent is the first one."""

    def clean(self, value):
        """Return the choice."""
        return super().clean(value or self.choices[0][0])


def text(label: str, hint: str = "", *, limit: int = 0, double: bool = False, rows: int = 0, **more) -> forms.CharField:
    """Return a text field; with a limit its signs are counted while one types."""
    attrs = ({"data-limit": limit} if limit else {}) | ({"data-double": ""} if double else {})
    widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, help_text=hint, widget=widget, required=False, **more)


def day(label: str) -> forms.DateField:
    """Return a field for a day that may stay empty."""
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, error_messages=BAD_DAY)


def file(label: str, hint: str, kinds: str) -> forms.FileField:
    """Return a field for an upload; `kinds` are MIME types."""
    return forms.FileField(label=label, help_text=hint, required=False, widget=forms.FileInput(attrs={"accept": kinds}))

"""Forms of share links and branding. What is right is the services' to judge."""

from django import forms

from analytics.models import Edition


class ShareLinkForm(forms.Form):
    """A link for somebody without an account."""

    days = forms.IntegerField(
        label="Works for", required=False, initial=30, help_text="Left empty, it works until you withdraw it."
    )
    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        help_text="At least 8 characters. Tell it by another way than the link.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    newest = forms.BooleanField(label="Always show the newest report", required=False)

    def __init__(self, edition: Edition, data=None):
        super().__init__(data)
        if edition.report_id is None:
            del self.fields["newest"]

    def clean(self) -> dict:
        """Say no to the newest where there is only one."""
        return {"newest": False, **self.cleaned_data}


class BrandingForm(forms.Form):
    """Whose name reports carry."""

    name = forms.CharField(label="Name", required=False, max_length=80)
    accent = forms.CharField(label="Colour", required=False, max_length=9, help_text="As #rrggbb, such as #1f5f8b.")
    footer = forms.CharField(
        label="Last line", required=False, max_length=200, help_text="An address, a register number, a greeting."
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="PNG, JPEG or WebP, up to 2 MB. It is shown on white.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    remove_logo = forms.BooleanField(label="Remove the logo that is there", required=False)

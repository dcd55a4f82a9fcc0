"""What the pages take."""

from django import forms


class AssetForm(forms.Form):
    """A picture, a logo or a video to keep; what it really is is found out by the service."""

    file = forms.FileField(
        label="Picture or video",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,video/mp4,video/quicktime"}),
        error_messages={"required": "Choose a JPG or PNG picture, or an MP4 or MOV video."},
    )
    label = forms.CharField(label="Name", max_length=200, required=False)
    is_logo = forms.BooleanField(label="It is your logo", required=False)


class TagsForm(forms.Form):
    """The tags of an asset in one line. What fits is the service's to judge."""

    tags = forms.CharField(
        label="Tags",
        required=False,
        max_length=2000,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "autofocus": True}),
        help_text="Words with commas between them, as winter, children.",
    )

    @property
    def words(self) -> list[str]:
        """Return the tags that were written."""
        return self.cleaned_data["tags"].split(",")

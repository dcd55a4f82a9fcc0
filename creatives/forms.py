"""What the pages take."""

from django import forms


class ImageForm(forms.Form):
    """An image to keep; what it really is is found out by the service."""

    file = forms.FileField(
        label="Image",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        error_messages={"required": "Choose a JPG or PNG image."},
    )
    label = forms.CharField(label="Name", max_length=200, required=False)

"""Where a copy goes, and what it is called."""

from uuid import UUID

from django import forms

from campaigns.forms.errors import ServiceErrorsMixin

NAME = "Empty: the same name with (copy)."


class DuplicateForm(ServiceErrorsMixin, forms.Form):
    """A copy of a campaign: its name, and the ad accounts that it is for."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name", required=False, max_length=150, help_text=NAME)
    accounts = forms.MultipleChoiceField(
        label="Ad accounts", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "This ad account is not connected here. Choose another."},
    )  # fmt: skip

    def __init__(self, *args, accounts: list[tuple[str, str]], **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["accounts"].choices = accounts

    def name_of(self, field: str) -> str:
        """Return the input that a service's field is about."""
        return "accounts" if field.startswith("accounts") else field

    def asked(self) -> dict:
        """Return it as the service takes it."""
        accounts = [UUID(uuid) for uuid in self.cleaned_data["accounts"]]
        return {
            "name": self.cleaned_data["name"],
            "accounts": accounts,
            "creation_key": self.cleaned_data["token"],
        }


class CopyForm(ServiceErrorsMixin, forms.Form):
    """A copy of an ad group or an ad: its name, and into what it goes."""

    name = forms.CharField(label="Name", required=False, max_length=255, help_text=NAME)
    into = forms.ChoiceField(
        label="Into", error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the list."}
    )

    def __init__(self, *args, targets: list[tuple[str, str]], **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["into"].choices = targets

    def asked(self) -> dict:
        """Return it as the service takes it."""
        return {"name": self.cleaned_data["name"], "into": UUID(self.cleaned_data["into"])}

"""What the pages take."""

from django import forms


class ChooseAccountsForm(forms.Form):
    """Which of the offered ad accounts to connect."""

    external_ids = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one ad account.",
            "invalid_choice": "This permission does not reach that ad account. Choose from the list.",
        },
    )

    def __init__(self, *args, offered: list[dict], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["external_ids"].choices = [(row["external_id"], row["name"]) for row in offered]


class ChoosePresenceForm(forms.Form):
    """Who an account's ads speak for, or what they count by."""

    kind = forms.CharField(max_length=32)
    external_id = forms.CharField(max_length=200)
